namespace Daybreak.TriggerFunction.Requests;

/// <summary>The event is not a notification of S3.</summary>
internal sealed class NotificationException(string message) : Exception(message);
