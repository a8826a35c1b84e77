using System.Text.Json.Nodes;
using Daybreak.Cdk.Tests.Stacks;
using static Daybreak.Cdk.Tests.Review.NagRules;

namespace Daybreak.Cdk.Tests.Review;

/// <summary>Rules about instances, groups of them, networks and functions.</summary>
internal static class ComputeRules
{
    private const string Group = "AWS::AutoScaling::AutoScalingGroup";
    private const string Instance = "AWS::EC2::Instance";

    // The newest of the families that the stack's functions may be of; the pack knows nothing to say of provided.al2023.
    private static readonly string[] NewestRuntimes = ["provided.al2023", "dotnet10"];

    private static readonly string[] ScalingEvents =
    [
        "autoscaling:EC2_INSTANCE_LAUNCH", "autoscaling:EC2_INSTANCE_LAUNCH_ERROR",
        "autoscaling:EC2_INSTANCE_TERMINATE", "autoscaling:EC2_INSTANCE_TERMINATE_ERROR",
    ];

    public static IReadOnlyList<NagRule> All { get; } =
    [
        Each("AwsSolutions-AS1", Group, group => group["Cooldown"]?.ToString() == "0"),
        Each("AwsSolutions-AS2", Group, group => (string?)group["HealthCheckType"] == "ELB" && group["HealthCheckGracePeriod"] is null),
        Each("AwsSolutions-AS3", Group, group => !ScalingEvents.All(
            name => group["NotificationConfigurations"]?.ToJsonString().Contains($"\"{name}\"", StringComparison.Ordinal) == true)),
        new("AwsSolutions-EC23", template => Broken(template, "AWS::EC2::SecurityGroup", group => IsOpen(group["SecurityGroupIngress"]))
            .Concat(Broken(template, "AWS::EC2::SecurityGroupIngress", IsOpen))),
        new("AwsSolutions-EC26", template => Broken(template, "AWS::EC2::Volume", volume => !IsTrue(volume["Encrypted"]))
            .Concat(Broken(template, Instance, instance => !HasEncryptedDisks(instance)))
            .Concat(Broken(template, "AWS::EC2::LaunchTemplate", launch => !HasEncryptedDisks(launch["LaunchTemplateData"])))),
        Each("AwsSolutions-EC27", "AWS::EC2::SecurityGroup", group => string.IsNullOrWhiteSpace((string?)group["GroupDescription"])),
        new("AwsSolutions-EC28", template => Broken(template, Instance, instance => !IsTrue(instance["Monitoring"]))
            .Concat(Broken(template, "AWS::EC2::LaunchTemplate", launch => !IsTrue(launch["LaunchTemplateData"]?["Monitoring"]?["Enabled"])))),
        Each("AwsSolutions-EC29", Instance, instance => !IsTrue(instance["DisableApiTermination"])),
        new("AwsSolutions-VPC3", template => Broken(template, "AWS::EC2::NetworkAcl", _ => true)
            .Concat(Broken(template, "AWS::EC2::NetworkAclEntry", _ => true))),
        new("AwsSolutions-VPC7", template =>
            from vpc in template.Of("AWS::EC2::VPC")
            where !template.Of("AWS::EC2::FlowLog").Values.Any(log => IsOf(log["Properties"]!, vpc.Key))
            select (vpc.Key, "")),
        Each("AwsSolutions-L1", "AWS::Lambda::Function", function =>
            (string?)function["PackageType"] != "Image" && !NewestRuntimes.Contains((string?)function["Runtime"])),
        // The pack has no rule about documents: what they take must be patterned, and the SSM agent must understand the pattern.
        new("Daybreak-SSM1", template => Documents(template, Unpatterned)),
        new("Daybreak-SSM2", template => Documents(template, NotForGo)),
    ];

    private static bool IsOpen(JsonNode? ingress) =>
        ingress?.ToJsonString() is { } text
        && (text.Contains("\"0.0.0.0/0\"", StringComparison.Ordinal) || text.Contains("\"::/0\"", StringComparison.Ordinal));

    private static bool HasEncryptedDisks(JsonNode? instance) =>
        instance?["BlockDeviceMappings"] is JsonArray { Count: > 0 } disks && disks.All(disk => IsTrue(disk!["Ebs"]?["Encrypted"]));

    private static bool IsOf(JsonNode flowLog, string vpc) =>
        (string?)flowLog["ResourceType"] == "VPC" && (string?)flowLog["ResourceId"] == $"<{vpc}>";

    private static IEnumerable<(string Place, string Detail)> Documents(Template template, Func<JsonNode, IEnumerable<string>> broken) =>
        from document in template.Of("AWS::SSM::Document")
        from detail in broken(document.Value["Properties"]!["Content"]!)
        select (document.Key, detail);

    private static IEnumerable<string> Unpatterned(JsonNode content) =>
        (string?)content["schemaVersion"] == "2.2" ? Parameters(content, pattern => !IsAnchored(pattern)) : ["schemaVersion"];

    private static IEnumerable<string> NotForGo(JsonNode content) =>
        Parameters(content, pattern => pattern is not null && !GoPattern.Compiles(pattern));

    private static IEnumerable<string> Parameters(JsonNode content, Func<string?, bool> isBroken) =>
        content["parameters"]?.AsObject().Where(pair => isBroken((string?)pair.Value!["allowedPattern"])).Select(pair => pair.Key) ?? [];

    private static bool IsAnchored(string? pattern) => pattern?.StartsWith('^') == true && pattern.EndsWith('$');
}
