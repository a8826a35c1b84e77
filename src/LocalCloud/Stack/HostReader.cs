using System.Text.Json.Nodes;

namespace Daybreak.LocalCloud.Stack;

/// <summary>Reads the tags of the instances that the template starts, by itself or through a group or a launch template.</summary>
internal static class HostReader
{
    public static IReadOnlyDictionary<string, string> Tags(IReadOnlyList<TemplateResource> resources)
    {
        var tags = new Dictionary<string, string>();
        foreach (var tag in resources.SelectMany(TagsOf))
        {
            tags[tag!["Key"]!.ToString()] = tag["Value"]!.ToString();
        }

        return tags;
    }

    private static IEnumerable<JsonNode?> TagsOf(TemplateResource resource) => resource.Type switch
    {
        "AWS::EC2::Instance" => resource.List("Tags"),
        "AWS::AutoScaling::AutoScalingGroup" => resource.List("Tags").Where(tag => Evaluates(tag!["PropagateAtLaunch"])),
        "AWS::EC2::LaunchTemplate" => (resource.Object("LaunchTemplateData")["TagSpecifications"] as JsonArray ?? [])
            .Where(specification => specification!["ResourceType"]?.ToString() == "instance")
            .SelectMany(specification => specification!["Tags"] as JsonArray ?? []),
        _ => [],
    };

    private static bool Evaluates(JsonNode? flag) => flag?.ToString() is "true" or "True";
}
