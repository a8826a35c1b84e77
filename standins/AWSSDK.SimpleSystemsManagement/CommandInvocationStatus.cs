using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement;

/// <summary>The values of <c>CommandInvocationStatus</c>; the service may answer others.</summary>
public class CommandInvocationStatus : ConstantClass
{
    public static readonly CommandInvocationStatus Pending = new("Pending");

    public static readonly CommandInvocationStatus InProgress = new("InProgress");

    public static readonly CommandInvocationStatus Delayed = new("Delayed");

    public static readonly CommandInvocationStatus Success = new("Success");

    public static readonly CommandInvocationStatus Cancelled = new("Cancelled");

    public static readonly CommandInvocationStatus TimedOut = new("TimedOut");

    public static readonly CommandInvocationStatus Failed = new("Failed");

    public static readonly CommandInvocationStatus Cancelling = new("Cancelling");

    public CommandInvocationStatus(string value)
        : base(value)
    {
    }

    public static CommandInvocationStatus FindValue(string value) => FindValue<CommandInvocationStatus>(value);

    public static implicit operator CommandInvocationStatus(string value) => FindValue(value);
}
