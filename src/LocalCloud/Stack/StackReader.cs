using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Stack;

/// <summary>Turns a template into the description of what LocalCloud serves.</summary>
internal static class StackReader
{
    /// <exception cref="TemplateException">Something that is served cannot be evaluated.</exception>
    public static StackDescription Read(CloudFormationTemplate template, Surroundings surroundings)
    {
        var evaluator = new Evaluator(template, surroundings);
        var resources = template.Resources
            .Where(r => r.Value!["Condition"] is not { } condition || evaluator.Condition(condition.ToString()))
            .Select(r => new TemplateResource(evaluator.Identity(r.Key), r.Value!["Properties"]?.AsObject() ?? [], evaluator))
            .ToList();
        var buckets = BucketReader.Buckets(resources);
        var functions = FunctionReader.Functions(resources);
        var (notifications, refused) = BucketReader.Notifications(resources, Surroundings.AccountId);
        return new StackDescription
        {
            Surroundings = surroundings,
            Buckets = buckets,
            // A function that is not run (the remarks name it) gets no events.
            Notifications = [.. notifications.Where(rule => functions.Any(function => function.Arn == rule.FunctionArn))],
            Functions = functions,
            Documents = [.. Of("AWS::SSM::Document").Select(r => new DocumentResource(r.Name, r.Object("Content")))],
            Parameters =
            [
                .. Of("AWS::SSM::Parameter").Select(r => new ParameterResource(r.Name, r.Text("Type") ?? "String", r.Text("Value") ?? "")),
            ],
            Secrets = SecretReader.Secrets(resources, surroundings),
            Queues = [.. Of("AWS::SQS::Queue").Select(r => r.Name)],
            HostTags = HostReader.Tags(resources),
            Resources = [.. resources.Select(r => new PhysicalResource(r.LogicalId, r.Reference, r.Type))],
            Outputs = [.. Outputs(template, evaluator)],
            Remarks = [.. refused, .. Emulation.Remarks(resources)],
        };

        IEnumerable<TemplateResource> Of(string type) => resources.Where(r => r.Type == type);
    }

    private static IEnumerable<StackOutput> Outputs(CloudFormationTemplate template, Evaluator evaluator) =>
        from output in template.Outputs
        where output.Value!["Condition"] is not { } condition || evaluator.Condition(condition.ToString())
        select new StackOutput(
            output.Key, evaluator.Text(output.Value!["Value"]) ?? "", (output.Value!["Description"] as JsonValue)?.ToString());
}
