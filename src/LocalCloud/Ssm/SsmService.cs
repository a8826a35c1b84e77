using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Hosting;

namespace Daybreak.LocalCloud.Ssm;

/// <summary>AWS Systems Manager: parameters, documents and Run Command.</summary>
internal sealed class SsmService(ParameterStore parameters, DocumentStore documents, RunCommand commands) : IJsonService
{
    public string TargetPrefix => "AmazonSSM";

    public string JsonVersion => "1.1";

    public Task<JsonObject>? Answer(string action, JsonObject request, CancellationToken cancellationToken) => action switch
    {
        "GetParameter" => Task.FromResult(parameters.GetParameter(request)),
        "GetParameters" => Task.FromResult(parameters.GetParameters(request)),
        "GetParametersByPath" => Task.FromResult(parameters.GetParametersByPath(request)),
        "PutParameter" => Task.FromResult(parameters.PutParameter(request)),
        "GetDocument" => Task.FromResult(documents.GetDocument(request)),
        "DescribeDocument" => Task.FromResult(documents.DescribeDocument(request)),
        "ListDocuments" => Task.FromResult(documents.ListDocuments(request)),
        "SendCommand" => Task.FromResult(commands.SendCommand(request)),
        "GetCommandInvocation" => Task.FromResult(commands.GetCommandInvocation(request)),
        "ListCommands" => Task.FromResult(commands.ListCommands(request)),
        "ListCommandInvocations" => Task.FromResult(commands.ListCommandInvocations(request)),
        "CancelCommand" => commands.CancelCommandAsync(request),
        "DescribeInstanceInformation" => Task.FromResult(commands.DescribeInstanceInformation()),
        _ => null,
    };
}
