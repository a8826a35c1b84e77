using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement;

/// <summary>The values of <c>CommandStatus</c>; the service may answer others.</summary>
public class CommandStatus : ConstantClass
{
    public static readonly CommandStatus Pending = new("Pending");

    public static readonly CommandStatus InProgress = new("InProgress");

    public static readonly CommandStatus Success = new("Success");

    public static readonly CommandStatus Cancelled = new("Cancelled");

    public static readonly CommandStatus Failed = new("Failed");

    public static readonly CommandStatus TimedOut = new("TimedOut");

    public static readonly CommandStatus Cancelling = new("Cancelling");

    public CommandStatus(string value)
        : base(value)
    {
    }

    public static CommandStatus FindValue(string value) => FindValue<CommandStatus>(value);

    public static implicit operator CommandStatus(string value) => FindValue(value);
}
