using Daybreak.LocalCloud.S3.Protocol;

namespace Daybreak.LocalCloud.S3.Store;

/// <summary>Data that has arrived on disk but belongs to nothing yet; it is deleted unless it is kept.</summary>
internal sealed class StagedBlob(string name, string temporaryPath, string finalPath, PayloadDigest digest) : IDisposable
{
    private bool _kept;

    public PayloadDigest Digest { get; } = digest;

    /// <summary>Moves the data to its place, in one step, and returns its name.</summary>
    public string Publish()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(finalPath)!);
        File.Move(temporaryPath, finalPath);
        return name;
    }

    /// <summary>The data is referenced from now on.</summary>
    public void Keep() => _kept = true;

    public void Dispose()
    {
        if (!_kept)
        {
            File.Delete(temporaryPath);
            if (File.Exists(finalPath))
            {
                File.Delete(finalPath);
            }
        }
    }
}
