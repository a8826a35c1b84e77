using System.Globalization;

namespace Daybreak.LocalCloud.Template;

/// <summary>What a stack finds around it: the account, the region, and where the local servers are.</summary>
internal sealed record Surroundings
{
    /// <summary>The twelve digits of the local account.</summary>
    public const string AccountId = "000000000000";

    /// <summary>The one region there is.</summary>
    public const string Region = "us-east-1";

    public required string StackName { get; init; }

    /// <summary>Ends the stack's id and makes its names unique; stays the same for one state directory.</summary>
    public required Guid StackGuid { get; init; }

    /// <summary>Where LocalCloud listens on 127.0.0.1.</summary>
    public required int Port { get; init; }

    public required string PostgresHost { get; init; }

    public required int PostgresPort { get; init; }

    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    public string StackId => $"arn:aws:cloudformation:{Region}:{AccountId}:stack/{StackName}/{StackGuid}";

    /// <summary>The host that carries the tags of the template's instances: <c>i-</c> and 17 hexadecimal digits.</summary>
    public string InstanceId => $"i-0{StackGuid:N}"[..19];

    /// <summary>An ARN of the local account and region.</summary>
    public static string Arn(string service, string resource) => $"arn:aws:{service}:{Region}:{AccountId}:{resource}";
}
