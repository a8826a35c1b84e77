using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.CommandLine;
using Daybreak.LocalCloud.Hosting;

namespace Daybreak.LocalCloud.Tests.Hosting;

/// <summary>A LocalCloud in this process, on any free port, with a small stack; its agent is a script of ours.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes of it asynchronously.")]
[SuppressMessage("Interoperability", "CA1416", Justification = "The host's scripts need a system with sh.")]
public sealed class LocalCloudFixture : IAsyncLifetime
{
    private const string Template =
        """
        { "Resources": {
          "Bucket": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "users", "VersioningConfiguration": { "Status": "Enabled" },
            "NotificationConfiguration": { "LambdaConfigurations": [ {
              "Event": "s3:ObjectCreated:*", "Function": { "Fn::GetAtt": ["Trigger", "Arn"] } } ] } } },
          "Allow": { "Type": "AWS::Lambda::Permission", "Properties": { "Action": "lambda:InvokeFunction",
            "FunctionName": { "Ref": "Trigger" }, "Principal": "s3.amazonaws.com" } },
          "Trigger": { "Type": "AWS::Lambda::Function", "Properties": {
            "FunctionName": "trigger", "Runtime": "provided.al2023", "Timeout": 30 } },
          "Slow": { "Type": "AWS::Lambda::Function", "Properties": { "FunctionName": "slow", "Runtime": "provided.al2023", "Timeout": 1 } },
          "Retries": { "Type": "AWS::Lambda::EventInvokeConfig", "Properties": { "FunctionName": "slow", "MaximumRetryAttempts": 1,
            "Qualifier": "$LATEST", "DestinationConfig": { "OnFailure": { "Destination": { "Fn::GetAtt": ["Dead", "Arn"] } } } } },
          "Dead": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "dead" } },
          "Group": { "Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": { "Tags": [
            { "Key": "daybreak:host", "Value": "dev", "PropagateAtLaunch": true } ] } },
          "Cluster": { "Type": "AWS::RDS::DBCluster", "Properties": { "ManageMasterUserPassword": true, "MasterUsername": "daybreak" } },
          "Settings": { "Type": "AWS::SSM::Parameter", "Properties": { "Name": "/daybreak/dev/Users", "Type": "String",
            "Value": { "Fn::Join": ["", [
              "{\"bucket\":\"", { "Ref": "Bucket" }, "\",\"resultsBucket\":\"r\",\"databaseName\":\"users\",",
              "\"host\":\"", { "Fn::GetAtt": ["Cluster", "Endpoint.Address"] }, "\",",
              "\"port\":\"", { "Fn::GetAtt": ["Cluster", "Endpoint.Port"] }, "\",",
              "\"secretArn\":\"", { "Fn::GetAtt": ["Cluster", "MasterUserSecret.SecretArn"] }, "\",",
              "\"sslRootCertificate\":\"/opt/bundle.pem\"}" ] ] } } },
          "Document": { "Type": "AWS::SSM::Document", "Properties": { "Name": "Daybreak-dev-Migrate", "Content": {
            "schemaVersion": "2.2",
            "parameters": {
              "Database": { "type": "String", "allowedPattern": "^[A-Za-z][A-Za-z0-9_]{0,62}$" },
              "Command": { "type": "String", "allowedValues": ["migrate", "info"] },
              "RunId": { "type": "String", "allowedPattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", "default": "none" } },
            "mainSteps": [ { "action": "aws:runShellScript", "name": "Run", "inputs": { "timeoutSeconds": "5", "runCommand": [
              "set -eu", "exec daybreak '{{ Command }}' '{{Database}}' '{{ RunId }}'" ] } } ] } } }
        } }
        """;

    // What it does is told by the run id.
    private const string Agent =
        """
        #!/bin/sh
        case $3 in
          fail) echo 'V4__broken.sql: line 3' >&2; exit 1 ;;
          sleep) echo started; sleep 60 ;;
          long) head -c 30000 /dev/zero | tr '\0' x; head -c 30000 /dev/zero | tr '\0' y >&2 ;;
          env) env ;;
          *) echo "$1 $2 $3" ;;
        esac
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("daybreak-cloud-test-").FullName;
    private readonly HttpClient _http = new();
    private LocalCloudServer? _server;

    public string Endpoint => _server!.Endpoint;

    public string StateDirectory => Path.Combine(_directory, "state");

    public HttpClient Http => _http;

    public string InstanceId => _server!.Description.Surroundings.InstanceId;

    public async Task InitializeAsync()
    {
        var (template, agent) = await WriteFilesAsync(_directory);
        var options = new StartOptions
        {
            TemplateFile = template,
            AgentFile = agent,
            TriggerFile = null,
            StateDirectory = StateDirectory,
            Port = 0,
            DurablePostgres = false,
            ExternalPostgres = Environment.GetEnvironmentVariable("DAYBREAK_PG"),
            Quiet = true,
        };
        _server = await LocalCloudServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Writes the template and the agent into a directory.</summary>
    internal static async Task<(string Template, string Agent)> WriteFilesAsync(string directory)
    {
        var template = Path.Combine(directory, "Daybreak-dev.template.json");
        var agent = Path.Combine(directory, "daybreak");
        await File.WriteAllTextAsync(template, Template);
        await File.WriteAllTextAsync(agent, Agent);
        File.SetUnixFileMode(agent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return (template, agent);
    }

    /// <summary>One call of a JSON service: status, the error's type by the header (empty for none) and the body.</summary>
    internal async Task<(int Status, string Error, JsonObject Body)> CallAsync(string target, string body, bool isAnonymous = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Endpoint));
        request.Headers.Add("X-Amz-Target", target);
        if (!isAnonymous)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=local");
        }

        request.Content = new StringContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        using var response = await _http.SendAsync(request);
        var error = response.Headers.TryGetValues("x-amzn-ErrorType", out var values) ? values.Single() : "";
        return ((int)response.StatusCode, error, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }

    /// <summary>A call that must succeed.</summary>
    internal async Task<JsonObject> AskAsync(string target, string body)
    {
        var (status, error, answer) = await CallAsync(target, body);
        Assert.Equal((200, ""), (status, error));
        return answer;
    }

    /// <summary>Sends a command and gives its id.</summary>
    internal async Task<string> SendAsync(string runId, string command = "info")
    {
        var answer = await AskAsync("AmazonSSM.SendCommand", $$"""
            {"DocumentName":"Daybreak-dev-Migrate","Targets":[{"Key":"tag:daybreak:host","Values":["dev"]}],
             "Parameters":{"Database":["Users"],"Command":["{{command}}"],"RunId":["{{runId}}"]},"Comment":"a test","TimeoutSeconds":600}
            """);
        return answer["Command"]!["CommandId"]!.ToString();
    }

    internal Task<JsonObject> InvocationAsync(string commandId) =>
        AskAsync("AmazonSSM.GetCommandInvocation", $$"""{"CommandId":"{{commandId}}","InstanceId":"{{InstanceId}}"}""");

    /// <summary>Polls until a command has got that far.</summary>
    internal async Task<JsonObject> WaitAsync(string commandId, Func<string, bool> isFarEnough)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var invocation = await InvocationAsync(commandId);
            if (isFarEnough(invocation["Status"]!.ToString()))
            {
                return invocation;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    internal Task<JsonObject> WaitForEndAsync(string commandId) =>
        WaitAsync(commandId, status => status is not ("Pending" or "InProgress" or "Cancelling"));
}
