namespace Daybreak.Cdk.Tests;

/// <summary>A folder that goes with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Where these folders are, whatever becomes of the process's temporary folder later.</summary>
    public static string Root { get; } = System.IO.Path.GetTempPath();

    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(Root, $"daybreak-cdk-tests-{Guid.NewGuid():N}")).FullName;

    /// <summary>Writes a file, with the folders it needs.</summary>
    public string Write(string name, string content)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }

    /// <summary>Writes a script that can be run.</summary>
    public void WriteScript(string name, string content)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("The scripts under test are for sh.");
        }

        File.SetUnixFileMode(
            Write(name, "#!/bin/sh\n" + content + "\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
