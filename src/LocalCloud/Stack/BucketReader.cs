using System.IO.Enumeration;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Notifications;

namespace Daybreak.LocalCloud.Stack;

/// <summary>Reads buckets and where their events go.</summary>
internal static class BucketReader
{
    public static IReadOnlyList<BucketResource> Buckets(IReadOnlyList<TemplateResource> resources) =>
    [
        .. from bucket in resources
           where bucket.Type == "AWS::S3::Bucket"
           select new BucketResource(
               bucket.LogicalId, bucket.Name, bucket.Object("VersioningConfiguration")["Status"]?.ToString() == "Enabled"),
    ];

    /// <summary>The rules that a permission allows, and a remark for each that none does.</summary>
    public static (IReadOnlyList<NotificationRule> Rules, IReadOnlyList<string> Refused) Notifications(
        IReadOnlyList<TemplateResource> resources, string account)
    {
        var rules = resources.SelectMany(Rules).ToList();
        var allowed = rules.Where(rule => resources.Any(r => Allows(r, rule, resources, account))).ToList();
        var refused = rules.Except(allowed).Select(rule =>
            $"Events of the bucket {rule.Bucket} do not reach {rule.FunctionArn}: "
            + "no AWS::Lambda::Permission lets s3.amazonaws.com invoke it.");
        return (allowed, [.. refused]);
    }

    private static IEnumerable<NotificationRule> Rules(TemplateResource resource) => resource.Type switch
    {
        "AWS::S3::Bucket" => Entries(resource.Object("NotificationConfiguration"), "LambdaConfigurations")
            .Select((entry, i) => Rule(
                entry, resource.Name, $"{resource.LogicalId}-{i}", [entry["Event"]!.ToString()], "Function", ["S3Key", "Rules"])),
        // The CDK's own resource for buckets and functions that would otherwise depend on one another.
        "Custom::S3BucketNotifications" => Entries(resource.Object("NotificationConfiguration"), "LambdaFunctionConfigurations")
            .Select((entry, i) => Rule(
                entry,
                resource.Text("BucketName")!,
                entry["Id"]?.ToString() ?? $"{resource.LogicalId}-{i}",
                [.. entry["Events"]!.AsArray().Select(e => e!.ToString())],
                "LambdaFunctionArn",
                ["Key", "FilterRules"])),
        _ => [],
    };

    private static IEnumerable<JsonObject> Entries(JsonObject configuration, string name) =>
        (configuration[name] as JsonArray ?? []).Select(entry => entry!.AsObject());

    private static NotificationRule Rule(
        JsonObject entry, string bucket, string id, IReadOnlyList<string> events, string functionMember, string[] filterPath)
    {
        var filters = (entry["Filter"]?[filterPath[0]]?[filterPath[1]] as JsonArray ?? [])
            .ToLookup(f => f!["Name"]!.ToString(), f => f!["Value"]!.ToString(), StringComparer.OrdinalIgnoreCase);
        return new NotificationRule
        {
            Id = id,
            Bucket = bucket,
            Events = events,
            Prefix = filters["prefix"].FirstOrDefault() ?? "",
            Suffix = filters["suffix"].FirstOrDefault() ?? "",
            FunctionArn = entry[functionMember]!.ToString(),
        };
    }

    private static bool Allows(
        TemplateResource permission, NotificationRule rule, IReadOnlyList<TemplateResource> resources, string account)
    {
        if (permission.Type != "AWS::Lambda::Permission" || permission.Text("Principal") != "s3.amazonaws.com")
        {
            return false;
        }

        var function = resources.FirstOrDefault(r => r.Type == "AWS::Lambda::Function" && r.Arn == rule.FunctionArn);
        return function is not null
            && (permission.Text("FunctionName") == function.Arn || permission.Text("FunctionName") == function.Name)
            && (permission.Text("SourceArn") is not { } source || FileSystemName.MatchesSimpleExpression(source, $"arn:aws:s3:::{rule.Bucket}", ignoreCase: false))
            && (permission.Text("SourceAccount") is not { } owner || owner == account);
    }
}
