namespace Daybreak.TriggerFunction.Tests.Process;

/// <summary>An event to be handled.</summary>
internal sealed record RuntimeEvent(string RequestId, string Json);
