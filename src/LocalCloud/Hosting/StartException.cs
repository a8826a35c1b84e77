namespace Daybreak.LocalCloud.Hosting;

/// <summary>LocalCloud cannot start or do what it was asked; the message says why and what to do.</summary>
internal sealed class StartException(string message, Exception? innerException = null) : Exception(message, innerException);
