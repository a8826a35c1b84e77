using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SimpleSystemsManagement.Model;
using Daybreak.Standins;

namespace Amazon.SimpleSystemsManagement.Internal;

/// <summary>The operations in the service's wire form.</summary>
internal static class SimpleSystemsManagementProtocol
{
    internal static readonly InvokeOptions SendCommand = Operation<SendCommandRequest, SendCommandResponse>(
        "SendCommand",
        static (writer, request) =>
        {
            writer.Member("InstanceIds", request.InstanceIds);
            writer.Member("Targets", request.Targets, WriteTarget);
            writer.Member("DocumentName", request.DocumentName);
            writer.Member("DocumentVersion", request.DocumentVersion);
            writer.Member("TimeoutSeconds", request.TimeoutSeconds);
            writer.Member("Comment", request.Comment);
            writer.Member("Parameters", request.Parameters);
            writer.Member("MaxConcurrency", request.MaxConcurrency);
            writer.Member("MaxErrors", request.MaxErrors);
            writer.Member("OutputS3BucketName", request.OutputS3BucketName);
            writer.Member("OutputS3KeyPrefix", request.OutputS3KeyPrefix);
            WriteCloudWatchOutputConfig(writer, request.CloudWatchOutputConfig);
        },
        static response => new SendCommandResponse { Command = response.Object("Command", CommandReader.Command) });

    internal static readonly InvokeOptions GetParameter = Operation<GetParameterRequest, GetParameterResponse>(
        "GetParameter",
        static (writer, request) =>
        {
            writer.Member("Name", request.Name);
            writer.Member("WithDecryption", request.WithDecryption);
        },
        static response => new GetParameterResponse { Parameter = response.Object("Parameter", ReadParameter) });

    internal static readonly InvokeOptions GetParametersByPath = Operation<GetParametersByPathRequest, GetParametersByPathResponse>(
        "GetParametersByPath",
        static (writer, request) =>
        {
            writer.Member("Path", request.Path);
            writer.Member("Recursive", request.Recursive);
            writer.Member("WithDecryption", request.WithDecryption);
            writer.Member("MaxResults", request.MaxResults);
            writer.Member("NextToken", request.NextToken);
        },
        static response => new GetParametersByPathResponse
        {
            Parameters = response.List("Parameters", ReadParameter),
            NextToken = response.Text("NextToken"),
        });

    internal static readonly InvokeOptions GetCommandInvocation = Operation<GetCommandInvocationRequest, GetCommandInvocationResponse>(
        "GetCommandInvocation",
        static (writer, request) =>
        {
            writer.Member("CommandId", request.CommandId);
            writer.Member("InstanceId", request.InstanceId);
            writer.Member("PluginName", request.PluginName);
        },
        CommandReader.Invocation);

    internal static readonly InvokeOptions ListCommands = Operation<ListCommandsRequest, ListCommandsResponse>(
        "ListCommands",
        static (writer, request) =>
        {
            writer.Member("CommandId", request.CommandId);
            writer.Member("InstanceId", request.InstanceId);
            writer.Member("MaxResults", request.MaxResults);
            writer.Member("NextToken", request.NextToken);
            writer.Member("Filters", request.Filters, WriteFilter);
        },
        static response => new ListCommandsResponse
        {
            Commands = response.List("Commands", CommandReader.Command),
            NextToken = response.Text("NextToken"),
        });

    private static InvokeOptions Operation<TRequest, TResponse>(
        string name, Action<Utf8JsonWriter, TRequest> request, Func<JsonElement, TResponse> response)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
        => JsonOperation.Of(AmazonSimpleSystemsManagementConfig.Service, name, request, response, SimpleSystemsManagementErrors.Exception);

    private static void WriteTarget(Utf8JsonWriter writer, Target target)
    {
        writer.WriteStartObject();
        writer.Member("Key", target.Key);
        writer.Member("Values", target.Values);
        writer.WriteEndObject();
    }

    // This structure's members are the API's only ones that begin with a small letter.
    private static void WriteFilter(Utf8JsonWriter writer, CommandFilter filter)
    {
        writer.WriteStartObject();
        writer.Member("key", filter.Key?.Value);
        writer.Member("value", filter.Value);
        writer.WriteEndObject();
    }

    private static void WriteCloudWatchOutputConfig(Utf8JsonWriter writer, CloudWatchOutputConfig config)
    {
        if (config is null)
        {
            return;
        }

        writer.WriteStartObject("CloudWatchOutputConfig");
        writer.Member("CloudWatchLogGroupName", config.CloudWatchLogGroupName);
        writer.Member("CloudWatchOutputEnabled", config.CloudWatchOutputEnabled);
        writer.WriteEndObject();
    }

    private static Parameter ReadParameter(JsonElement parameter) => new()
    {
        ARN = parameter.Text("ARN"),
        DataType = parameter.Text("DataType"),
        LastModifiedDate = parameter.Time("LastModifiedDate"),
        Name = parameter.Text("Name"),
        Selector = parameter.Text("Selector"),
        SourceResult = parameter.Text("SourceResult"),
        Type = parameter.Text("Type"),
        Value = parameter.Text("Value"),
        Version = parameter.Long("Version"),
    };
}
