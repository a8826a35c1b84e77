namespace Daybreak.LocalCloud.Ssm;

/// <summary>How a script ended.</summary>
internal sealed record ScriptOutcome(CommandStatus Status, int ResponseCode, string StandardOutput, string StandardError);
