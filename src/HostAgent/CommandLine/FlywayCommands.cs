namespace Daybreak.HostAgent.CommandLine;

/// <summary>The commands, with their lines of help.</summary>
internal static class FlywayCommands
{
    public static readonly IReadOnlyList<(string Name, string Help)> All =
    [
        ("migrate", "Apply pending migrations"),
        ("info", "List migrations and their states"),
        ("validate", "Compare applied migrations with the files"),
        ("repair", "Mend the history table: failed rows, missing files, changed checksums"),
        ("baseline", "Mark an existing database as being at a version"),
        ("undo", "Undo the last applied migrations by their undo files"),
        ("clean", "Drop everything in the managed schemas (refused unless -cleanDisabled=false)"),
        ("version", "Print the version"),
        ("help", "Print this help and exit"),
    ];

    /// <summary>Whether the word is a command.</summary>
    public static bool Contains(string word) => All.Any(command => command.Name == word);
}
