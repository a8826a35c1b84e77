using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement;

/// <summary>The values of <c>CommandFilterKey</c>; the service may answer others.</summary>
public class CommandFilterKey : ConstantClass
{
    public static readonly CommandFilterKey InvokedAfter = new("InvokedAfter");

    public static readonly CommandFilterKey InvokedBefore = new("InvokedBefore");

    public static readonly CommandFilterKey Status = new("Status");

    public static readonly CommandFilterKey ExecutionStage = new("ExecutionStage");

    public static readonly CommandFilterKey DocumentName = new("DocumentName");

    public CommandFilterKey(string value)
        : base(value)
    {
    }

    public static CommandFilterKey FindValue(string value) => FindValue<CommandFilterKey>(value);

    public static implicit operator CommandFilterKey(string value) => FindValue(value);
}
