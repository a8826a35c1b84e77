namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>An object is not what the listing said any more: the snapshot has to be taken again.</summary>
internal sealed class ObjectChangedException(string key, string what, Exception? innerException = null)
    : Exception($"The object {Printable.Quote(key)} changed while it was read: {what}.", innerException);
