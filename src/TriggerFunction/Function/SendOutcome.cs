using Daybreak.TriggerFunction.Requests;

namespace Daybreak.TriggerFunction.Function;

/// <summary>What became of a request: a command, or the reason why there is none.</summary>
/// <param name="Request">The request.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">Null when the command was accepted.</param>
internal sealed record SendOutcome(MigrationRequest Request, int Attempts, string? Error);
