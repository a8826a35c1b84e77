namespace Daybreak.HostAgent.Configuration;

/// <summary>How the command line answers.</summary>
internal sealed record OutputSettings
{
    /// <summary><c>-outputType=json</c>: one JSON document instead of sentences.</summary>
    public bool Json { get; init; }

    /// <summary><c>-outputFile</c>: the answer goes there too; null: only to standard output.</summary>
    public string? File { get; init; }

    /// <summary><c>-color</c>: null: on a terminal only.</summary>
    public bool? Color { get; init; }

    /// <summary><c>-X</c>: statements and stack traces are shown.</summary>
    public bool Debug { get; init; }

    /// <summary><c>-q</c>: only warnings and errors are shown.</summary>
    public bool Quiet { get; init; }

    /// <summary><c>-migrationIds</c>: info prints versions and descriptions only, separated by commas.</summary>
    public bool MigrationIds { get; init; }
}
