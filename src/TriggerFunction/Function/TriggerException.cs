namespace Daybreak.TriggerFunction.Function;

/// <summary>The invocation has failed: Lambda repeats it, then hands the event to the dead-letter queue.</summary>
internal sealed class TriggerException(string message) : Exception(message);
