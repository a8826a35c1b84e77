namespace Daybreak.Cdk.Observing;

/// <summary>What SSM says of the commands that were sent: events of the whole command, and of each host's part of it.</summary>
internal static class CommandEvents
{
    /// <summary>Their source.</summary>
    public const string Source = "aws.ssm";

    /// <summary>The detail type of a whole command; only these have the command's parameters.</summary>
    public const string OfCommand = "EC2 Command Status-change Notification";

    /// <summary>The detail type of a host's part of a command.</summary>
    public const string OfInvocation = "EC2 Command Invocation Status-change Notification";

    /// <summary>The script ended with 0.</summary>
    public const string Success = "Success";

    /// <summary>The script ended with another code, or the SSM agent could not run it.</summary>
    public const string Failed = "Failed";

    // SSM has more names for an end (Undeliverable, Terminated, Access Denied, …) than it promises events for. What is not one of these is an end.
    private static readonly string[] UnderWay = ["Pending", "InProgress", "Delayed", "Cancelling"];

    /// <summary>The pattern of the events that say how commands of a document ended.</summary>
    /// <param name="document">The document's name.</param>
    /// <param name="detailTypes">Of what.</param>
    /// <param name="butNot">Ends that are left out.</param>
    public static Dictionary<string, object> Ended(string document, string[] detailTypes, params string[] butNot) => new()
    {
        ["source"] = new[] { Source },
        ["detail-type"] = detailTypes,
        ["detail"] = new Dictionary<string, object>
        {
            ["document-name"] = new[] { document },
            ["status"] = new object[] { new Dictionary<string, object> { ["anything-but"] = UnderWay.Concat(butNot).ToArray() } },
        },
    };
}
