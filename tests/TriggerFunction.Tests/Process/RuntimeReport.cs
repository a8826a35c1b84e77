namespace Daybreak.TriggerFunction.Tests.Process;

/// <summary>What the function reported: <c>response</c>, <c>error</c>, or <c>init</c> for an initialisation error.</summary>
internal sealed record RuntimeReport(string RequestId, string Kind, string Body, string ErrorType);
