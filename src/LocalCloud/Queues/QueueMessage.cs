namespace Daybreak.LocalCloud.Queues;

/// <summary>A message that waits in a queue; its attributes are of SQS's type String.</summary>
internal sealed record QueueMessage(string Id, string Body, IReadOnlyDictionary<string, string> Attributes);
