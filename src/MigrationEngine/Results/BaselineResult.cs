namespace Daybreak.MigrationEngine.Results;

/// <summary>What baseline did.</summary>
public sealed record BaselineResult
{
    /// <summary>The name of the database.</summary>
    public required string Database { get; init; }

    /// <summary>Whether the baseline is there; true too when an equal one was there already.</summary>
    public required bool SuccessfullyBaselined { get; init; }

    /// <summary>The baseline's version.</summary>
    public required string BaselineVersion { get; init; }
}
