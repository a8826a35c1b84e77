using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Results;

/// <summary>One problem that validation found.</summary>
/// <param name="Version">Empty for repeatables.</param>
/// <param name="Description">The migration's.</param>
/// <param name="FilePath">Absolute path; null when the file is missing.</param>
/// <param name="Code">The code.</param>
/// <param name="Message">What is wrong and the remedy.</param>
public sealed record InvalidMigration(string Version, string Description, string? FilePath, ErrorCode Code, string Message);
