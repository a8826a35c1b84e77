using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Hosting;

namespace Daybreak.LocalCloud.Ssm;

/// <summary>
/// The caller's side of Run Command. One leniency: SSM refuses a command with neither InstanceIds nor Targets; here it goes to the stack's
/// only host, as there is no other that could be meant.
/// </summary>
internal sealed class RunCommand(DocumentStore documents, ManagedInstance instance, CommandQueue queue, TimeProvider time)
{
    private const int DefaultTimeoutSeconds = 3600;
    private const int PageSize = 50;

    public JsonObject SendCommand(JsonObject request)
    {
        var document = documents.Find(request.Required("DocumentName"), request.Optional("DocumentVersion"));
        var parameters = document.Accept(request["Parameters"]?.AsObject() ?? []);
        RequireHost(request);
        var command = new Command
        {
            Id = Guid.NewGuid().ToString(),
            Document = document,
            DocumentVersion = request.Optional("DocumentVersion") ?? "$DEFAULT",
            Parameters = parameters,
            InstanceId = instance.InstanceId,
            InstanceIds = request["InstanceIds"]?.DeepClone().AsArray() ?? [],
            Targets = request["Targets"]?.DeepClone().AsArray() ?? [],
            Comment = Limited(request.Optional("Comment") ?? "", "comment", 100),
            CloudWatchOutputConfig = OutputConfig(request["CloudWatchOutputConfig"] as JsonObject),
            MaxConcurrency = request.Optional("MaxConcurrency") ?? "50",
            MaxErrors = request.Optional("MaxErrors") ?? "0",
            TimeoutSeconds = DeliveryTimeout(request.Number("TimeoutSeconds") ?? DefaultTimeoutSeconds),
            Requested = time.GetUtcNow(),
        };
        queue.Add(command);
        return new JsonObject { ["Command"] = CommandAnswers.Command(command) };
    }

    public JsonObject GetCommandInvocation(JsonObject request)
    {
        var command = queue.Find(request.Required("CommandId"));
        var plugin = request.Optional("PluginName");
        if (command is null || command.InstanceId != request.Required("InstanceId"))
        {
            throw new ServiceException("InvocationDoesNotExist", "");
        }

        return plugin is null || plugin == command.Document.StepName || plugin == "aws:runShellScript"
            ? CommandAnswers.Detailed(command)
            : throw new ServiceException("InvalidPluginName", $"The plugin name {plugin} is not valid.");
    }

    public JsonObject ListCommands(JsonObject request) => List(request, "Commands", CommandAnswers.Command);

    public JsonObject ListCommandInvocations(JsonObject request)
    {
        var details = request.Flag("Details");
        return List(request, "CommandInvocations", command => CommandAnswers.Invocation(command, details));
    }

    public async Task<JsonObject> CancelCommandAsync(JsonObject request)
    {
        var id = request.Required("CommandId");
        if (queue.Find(id) is null)
        {
            throw new ServiceException("InvalidCommandId", $"The command {id} does not exist.");
        }

        await queue.CancelAsync(id);
        return [];
    }

    public JsonObject DescribeInstanceInformation() => new()
    {
        ["InstanceInformationList"] = new JsonArray(new JsonObject
        {
            ["InstanceId"] = instance.InstanceId,
            ["PingStatus"] = "Online",
            ["LastPingDateTime"] = Wire.Seconds(time.GetUtcNow()),
            ["PlatformType"] = OperatingSystem.IsMacOS() ? "MacOS" : "Linux",
            ["ResourceType"] = "EC2Instance",
            ["IPAddress"] = "127.0.0.1",
            ["ComputerName"] = "localhost",
        }),
    };

    private static JsonObject OutputConfig(JsonObject? asked) => new()
    {
        ["CloudWatchLogGroupName"] = asked?.Optional("CloudWatchLogGroupName") ?? "",
        ["CloudWatchOutputEnabled"] = asked?.Flag("CloudWatchOutputEnabled") ?? false,
    };

    private static string Limited(string value, string name, int length) => value.Length <= length
        ? value
        : throw Invalid(value, name, $"Member must have length less than or equal to {length}");

    private static int DeliveryTimeout(int seconds) => seconds is >= 30 and <= 2_592_000
        ? seconds
        : throw Invalid($"{seconds}", "timeoutSeconds", "Member must have value between 30 and 2592000");

    private static ServiceException Invalid(string value, string name, string rule) =>
        new("ValidationException", $"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: {rule}");

    private void RequireHost(JsonObject request)
    {
        var instanceIds = request.Strings("InstanceIds");
        var targets = request.Objects("Targets");
        if (instanceIds.Count > 0 && targets.Count > 0)
        {
            throw new ServiceException("ValidationException", "Specify either InstanceIds or Targets, not both.");
        }

        // Several targets must all fit, the values of one are alternatives.
        var isMeant = targets.Count > 0
            ? targets.All(target => instance.Matches(target.Required("Key"), target.Strings("Values")))
            : instanceIds.All(id => id == instance.InstanceId);
        if (!isMeant)
        {
            throw new ServiceException(
                "InvalidInstanceId", $"Instances [[{string.Join(", ", instanceIds)}]] not in a valid state for account");
        }
    }

    private JsonObject List(JsonObject request, string member, Func<Command, JsonObject> write)
    {
        var (id, instanceId) = (request.Optional("CommandId"), request.Optional("InstanceId"));
        var filters = request.Objects("Filters");
        var found = queue.All.Where(command => (id is null || command.Id == id)
            && (instanceId is null || command.InstanceId == instanceId)
            && filters.All(filter => Passes(command, filter.Required("key"), filter.Required("value")))).ToList();
        var page = Page.Of(found, request.Optional("NextToken"), request.Number("MaxResults") ?? PageSize);
        var answer = new JsonObject { [member] = new JsonArray([.. page.Items.Select(write)]) };
        if (page.NextToken is not null)
        {
            answer["NextToken"] = page.NextToken;
        }

        return answer;
    }

    private static bool Passes(Command command, string key, string value) => key switch
    {
        "Status" => command.Status.Name == value,
        "DocumentName" => command.Document.Name == value,
        "InvokedAfter" => command.Requested > DateTimeOffset.Parse(value, System.Globalization.CultureInfo.InvariantCulture),
        "InvokedBefore" => command.Requested < DateTimeOffset.Parse(value, System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new ServiceException("InvalidFilterKey", $"The filter key {key} is not valid."),
    };
}
