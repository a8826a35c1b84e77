namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>
/// A folder of one run's own, so that runs of one database on one host do not tread on each other's files. It goes with the run;
/// what a killed run left is removed by the next one: a lock file beside each folder tells which runs live.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private const string LockSuffix = ".lock";
    private const int Attempts = 5;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private RunFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>The absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>Creates the folder of a run and removes those of killed runs.</summary>
    /// <param name="databaseDirectory">The database's directory below the work directory.</param>
    /// <param name="runId">The run.</param>
    /// <exception cref="RunFailedException">The directory cannot be written.</exception>
    public static RunFolder Create(string databaseDirectory, string runId)
    {
        try
        {
            var runs = System.IO.Path.Combine(databaseDirectory, "runs");
            CreateDirectory(runs);
            RemoveDead(runs);
            // A redelivered event has the same run id: the rest of the name keeps both apart.
            var held = Hold(() => System.IO.Path.Combine(runs, $"{runId}-{Guid.NewGuid():N}{LockSuffix}"));
            var path = held.Name[..^LockSuffix.Length];
            CreateDirectory(path);
            return new RunFolder(path, held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RunFailedException.Configuration(
                $"The work directory '{databaseDirectory}' cannot be used: {e.Message.TrimEnd('.')}. "
                + "Make it writable, or name another one in DAYBREAK_WORK_DIR.",
                e);
        }
    }

    /// <summary>Creates a directory that only its owner may enter: migrations may hold data.</summary>
    public static void CreateDirectory(string path) =>
        _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly);

    /// <summary>Removes everything in the folder.</summary>
    public void Clear()
    {
        Directory.Delete(Path, recursive: true);
        CreateDirectory(Path);
    }

    /// <summary>Makes texts about this folder's files speak of object keys, which is what their reader knows.</summary>
    public string ToKeys(string text) => text.Replace(Path + "/", string.Empty, StringComparison.Ordinal)
        .Replace(Path, "the bucket's mirror", StringComparison.Ordinal);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The lock is let go last: as long as it is held nobody else takes the folder for one of a killed run.
        using (_lock)
        {
            Remove(Path, _lock);
        }
    }

    private static FileStream Hold(Func<string> name)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(name(), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Between the file's creation and its lock another run has taken it for that of a killed one.
            }
        }
    }

    private static void RemoveDead(string runs)
    {
        foreach (var file in Directory.EnumerateFiles(runs, "*" + LockSuffix))
        {
            try
            {
                using var held = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                Remove(file[..^LockSuffix.Length], held);
            }
            catch (IOException)
            {
                // Its run lives, or another run is just removing it.
            }
        }
    }

    private static void Remove(string folder, FileStream held)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        File.Delete(held.Name);
    }
}
