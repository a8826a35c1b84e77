using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Run.Bucket;

namespace Daybreak.HostAgent.Tests.Run;

public sealed class A_folder_of_a_run : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("daybreak-folder-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Goes_with_its_run()
    {
        using (var folder = RunFolder.Create(_directory, "1"))
        {
            File.WriteAllText(Path.Combine(folder.Path, "V1__a.sql"), "SELECT 1;");
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_directory, "runs")));
    }

    [Fact]
    public void Of_a_killed_run_is_removed_and_that_of_a_living_one_stays()
    {
        var runs = Path.Combine(_directory, "runs");
        Directory.CreateDirectory(Path.Combine(runs, "killed-1", "sub"));
        File.WriteAllText(Path.Combine(runs, "killed-1.lock"), string.Empty);
        using var living = RunFolder.Create(_directory, "same");
        using var other = RunFolder.Create(_directory, "same");

        Assert.False(Directory.Exists(Path.Combine(runs, "killed-1")));
        Assert.True(Directory.Exists(living.Path));
        Assert.NotEqual(living.Path, other.Path);
    }

    [Fact]
    public void Is_not_named_in_messages()
    {
        using var folder = RunFolder.Create(_directory, "1");

        Assert.Equal("sub/V4__broken.sql:3:1: no", folder.ToKeys($"{folder.Path}/sub/V4__broken.sql:3:1: no"));
        Assert.Equal("in the bucket's mirror", folder.ToKeys($"in {folder.Path}"));
    }

    [Fact]
    public void That_cannot_be_made_is_a_configuration_error()
    {
        var file = Path.Combine(_directory, "file");
        File.WriteAllText(file, string.Empty);

        var error = Assert.Throws<RunFailedException>(() => RunFolder.Create(file, "1"));

        Assert.Equal(RunExitCode.Configuration, error.ExitCode);
        Assert.EndsWith("Make it writable, or name another one in DAYBREAK_WORK_DIR.", error.Message, StringComparison.Ordinal);
    }
}
