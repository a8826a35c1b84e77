using System.Buffers;
using Daybreak.LocalCloud.S3.Protocol;
using Microsoft.Extensions.Logging;

namespace Daybreak.LocalCloud.S3.Store;

/// <summary>The data of objects, in files under generated names: no key ever becomes a path.</summary>
internal sealed class BlobStore
{
    private const int BufferSize = 128 * 1024;

    private readonly string _staging;
    private readonly string _blobs;
    private readonly ILogger _logger;

    public BlobStore(string directory, ILogger logger)
    {
        _staging = Path.Combine(directory, "staging");
        _blobs = Path.Combine(directory, "blobs");
        _logger = logger;
        Directory.CreateDirectory(_staging);
        Directory.CreateDirectory(_blobs);
    }

    /// <summary>Streams data to disk; when this returns it is there.</summary>
    public async Task<StagedBlob> StageAsync(Stream source, ChecksumAlgorithm? algorithm, bool withSha256,
        CancellationToken cancellationToken)
    {
        var name = Guid.NewGuid().ToString("N");
        var path = Path.Combine(_staging, name);
        try
        {
            PayloadDigest digest;
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true))
            {
                digest = await CopyAsync(source, file, algorithm, withSha256, cancellationToken);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            return new StagedBlob(name, path, PathOf(name), digest);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Opens data for reading; null when it has been deleted.</summary>
    public FileStream? TryOpen(string name)
    {
        try
        {
            return new FileStream(
                PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.Asynchronous);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Deletes data that nothing refers to any more. What cannot be deleted now goes at the next start.</summary>
    public void Delete(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            try
            {
                File.Delete(PathOf(name));
            }
            catch (IOException exception)
            {
                S3Log.BlobNotDeleted(_logger, exception, name);
            }
        }
    }

    /// <summary>Deletes what a process that was stopped left behind: data that arrived in part, and data that nothing refers to.</summary>
    public void Sweep(IReadOnlySet<string> used)
    {
        var unused = Directory.EnumerateFiles(_blobs, "*", SearchOption.AllDirectories).Where(path =>
            !used.Contains(Path.GetFileName(path)));
        foreach (var path in Directory.EnumerateFiles(_staging).Concat(unused).ToList())
        {
            File.Delete(path);
        }
    }

    private static async Task<PayloadDigest> CopyAsync(
        Stream source, FileStream target, ChecksumAlgorithm? algorithm, bool withSha256, CancellationToken cancellationToken)
    {
        using var hasher = new PayloadHasher(algorithm, withSha256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await source.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                hasher.Append(buffer.AsSpan(0, read));
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return hasher.Finish();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private string PathOf(string name) => Path.Combine(_blobs, name[..2], name);
}
