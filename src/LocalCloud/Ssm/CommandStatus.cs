namespace Daybreak.LocalCloud.Ssm;

/// <summary>SSM's status of a command, with its details.</summary>
/// <param name="Name">The value of <c>Status</c>.</param>
/// <param name="Details">The value of <c>StatusDetails</c>.</param>
internal sealed record CommandStatus(string Name, string Details)
{
    public static readonly CommandStatus Pending = new("Pending", "Pending");
    public static readonly CommandStatus InProgress = new("InProgress", "InProgress");
    public static readonly CommandStatus Success = new("Success", "Success");
    public static readonly CommandStatus Failed = new("Failed", "Failed");
    public static readonly CommandStatus Cancelling = new("Cancelling", "Cancelling");
    public static readonly CommandStatus Cancelled = new("Cancelled", "Cancelled");
    public static readonly CommandStatus ExecutionTimedOut = new("TimedOut", "ExecutionTimedOut");
    public static readonly CommandStatus DeliveryTimedOut = new("TimedOut", "DeliveryTimedOut");

    public bool IsFinal => this != Pending && this != InProgress && this != Cancelling;
}
