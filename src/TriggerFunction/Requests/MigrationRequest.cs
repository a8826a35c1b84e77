namespace Daybreak.TriggerFunction.Requests;

/// <summary>One run that a notification asks for.</summary>
internal sealed record MigrationRequest(string Database, string RunId);
