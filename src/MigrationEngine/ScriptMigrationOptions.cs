namespace Daybreak.MigrationEngine;

/// <summary>How script migrations (<c>V2__x.sh</c>) are run.</summary>
public sealed record ScriptMigrationOptions
{
    /// <summary>Environment variables for them, <c>FLYWAY_URL</c>, <c>FLYWAY_USER</c> and <c>FLYWAY_PASSWORD</c>; the process's own are there too.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary><c>scriptPlaceholderPrefix</c>: before a placeholder's name in the name of an environment variable.</summary>
    public string PlaceholderPrefix { get; init; } = "FP__";

    /// <summary><c>scriptPlaceholderSuffix</c>: after it.</summary>
    public string PlaceholderSuffix { get; init; } = "__";

    /// <summary><c>powershellExecutable</c>: what runs <c>.ps1</c> files; null: <c>pwsh</c>, on Windows <c>powershell</c>.</summary>
    public string? PowershellExecutable { get; init; }

    // The generated text would name the password's variable.
    /// <inheritdoc/>
    public override string ToString() => nameof(ScriptMigrationOptions);
}
