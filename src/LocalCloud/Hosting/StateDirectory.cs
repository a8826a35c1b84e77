namespace Daybreak.LocalCloud.Hosting;

/// <summary>The directory in which a LocalCloud keeps everything, and the rules of its files.</summary>
internal static class StateDirectory
{
    /// <summary>Creates the directory where it is missing, for this user only: it holds what stops LocalCloud.</summary>
    public static void Create(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Takes the directory for this process, creating it where it is missing.</summary>
    /// <exception cref="StartException">Another LocalCloud has it.</exception>
    public static FileStream Lock(string directory)
    {
        Create(directory);
        return TryLock(directory)
            ?? throw new StartException($"A LocalCloud with the state directory \"{directory}\" runs already. `localcloud stop` ends it.");
    }

    /// <summary>Whether a LocalCloud has the directory now.</summary>
    public static bool IsInUse(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return false;
        }

        using var stateLock = TryLock(directory);
        return stateLock is null;
    }

    /// <summary>The id that makes this state's stack different from all others; stays the same.</summary>
    public static Guid StackGuid(string directory)
    {
        var file = Path.Combine(directory, "stack.id");
        if (!File.Exists(file))
        {
            File.WriteAllText(file, Guid.NewGuid().ToString());
        }

        return Guid.Parse(File.ReadAllText(file));
    }

    private static FileStream? TryLock(string directory)
    {
        try
        {
            return new FileStream(Path.Combine(directory, "localcloud.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
