namespace Daybreak.HostAgent.Run;

/// <summary>The names of commands, and what they mean for the queue.</summary>
internal static class DatabaseCommands
{
    private static readonly (DatabaseCommand Command, string Name)[] All =
    [
        (DatabaseCommand.Migrate, "migrate"),
        (DatabaseCommand.Plan, "plan"),
        (DatabaseCommand.Info, "info"),
        (DatabaseCommand.Validate, "validate"),
        (DatabaseCommand.Repair, "repair"),
        (DatabaseCommand.Baseline, "baseline"),
        (DatabaseCommand.Bootstrap, "bootstrap"),
    ];

    /// <summary>The names, for messages.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(c => c.Name));

    /// <summary>The name on the command line.</summary>
    public static string Name(this DatabaseCommand command) => Array.Find(All, c => c.Command == command).Name;

    /// <summary>Finds a command by its exact name; null when there is none.</summary>
    public static DatabaseCommand? Find(string name)
    {
        var index = Array.FindIndex(All, c => c.Name == name);
        return index < 0 ? null : All[index].Command;
    }

    /// <summary>Whether the command changes the database, so that only one of its kind may run.</summary>
    public static bool Changes(this DatabaseCommand command) =>
        command is DatabaseCommand.Migrate or DatabaseCommand.Repair or DatabaseCommand.Baseline;
}
