using System.Text.Json;
using Daybreak.TriggerFunction.Tests.Fakes;
using Daybreak.TriggerFunction.Tests.Function;

namespace Daybreak.TriggerFunction.Tests.Process;

public sealed class The_executable : IDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(120));

    [Fact]
    public async Task Handles_one_event_after_another()
    {
        await using var ssm = await LoopbackService.StartAsync((_, _) => ServiceAnswer.Ok(TriggerUnderTest.Accepted));
        await using var api = await RuntimeApi.StartAsync();
        await using var bootstrap = new BootstrapProcess(Environment(api, ssm));

        var upload = Samples.Text("s3-event-2.1.json");
        var first = await api.InvokeAsync("r-1", upload, _patience.Token);
        var failed = await api.InvokeAsync("r-2", upload.Replace("users-b", "stranger-b", StringComparison.Ordinal), _patience.Token);
        var broken = await api.InvokeAsync("r-3", "[]", _patience.Token);
        var last = await api.InvokeAsync("r-4", """{"Service":"Amazon S3","Event":"s3:TestEvent"}""", _patience.Token);

        Assert.Equal(("r-1", "response", ""), (first.RequestId, first.Kind, first.Body));
        Assert.Equal(("r-2", "error", "TriggerException"), (failed.RequestId, failed.Kind, failed.ErrorType));
        Assert.StartsWith(
            "Bucket 'stranger-b' belongs to no database", Json(failed).GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        Assert.Equal("TriggerException", Json(failed).GetProperty("errorType").GetString());
        Assert.True(Json(failed).GetProperty("stackTrace").GetArrayLength() > 0);
        Assert.Equal(("r-3", "error", "JsonSerializerException"), (broken.RequestId, broken.Kind, broken.ErrorType));
        Assert.Equal(("r-4", "response"), (last.RequestId, last.Kind));

        var call = Assert.Single(ssm.Calls);
        Assert.Equal("Users", TriggerUnderTest.Database(call));
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/", call.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Contains("/eu-west-3/ssm/aws4_request", call.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("the-session", call.Headers["X-Amz-Security-Token"]);
        Assert.Matches("\tr-1\tinfo\tevent=CommandSent database=Users", bootstrap.Output);
    }

    [Fact]
    public async Task Takes_the_endpoint_of_the_service_before_the_one_of_all_services()
    {
        await using var ssm = await LoopbackService.StartAsync((_, _) => ServiceAnswer.Ok(TriggerUnderTest.Accepted));
        await using var api = await RuntimeApi.StartAsync();
        await using var bootstrap = new BootstrapProcess(
            [.. Environment(api, ssm), ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"), ("AWS_ENDPOINT_URL_SSM", ssm.Url)]);

        var report = await api.InvokeAsync("r-1", Samples.Text("s3-event-2.2.json"), _patience.Token);

        Assert.Equal("response", report.Kind);
        Assert.Single(ssm.Calls);
    }

    [Fact]
    public async Task Reports_a_bad_environment_as_the_initialisation_error_and_ends()
    {
        await using var ssm = await LoopbackService.StartAsync((_, _) => ServiceAnswer.Ok("{}"));
        await using var api = await RuntimeApi.StartAsync();
        await using var bootstrap = new BootstrapProcess(
            [.. Environment(api, ssm), ("DAYBREAK_DATABASES", "nonsense"), ("DAYBREAK_HOST_TAG", "")]);

        var report = await api.ReportedAsync(_patience.Token);

        Assert.Equal(("init", "TriggerSettingsException"), (report.Kind, report.ErrorType));
        var message = Json(report).GetProperty("errorMessage").GetString();
        Assert.Contains("'nonsense'", message, StringComparison.Ordinal);
        Assert.Contains("DAYBREAK_HOST_TAG is not set", message, StringComparison.Ordinal);
        Assert.Equal(1, await bootstrap.ExitCodeAsync(_patience.Token));
    }

    public void Dispose() => _patience.Dispose();

    private static (string Name, string Value)[] Environment(RuntimeApi api, LoopbackService ssm) =>
    [
        ("AWS_LAMBDA_RUNTIME_API", api.Address),
        ("AWS_ENDPOINT_URL", ssm.Url),
        ("AWS_REGION", "eu-west-3"),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        ("AWS_SESSION_TOKEN", "the-session"),
        ("DAYBREAK_DATABASES", """{"users-b":"Users"}"""),
        ("DAYBREAK_DOCUMENT", "Daybreak-dev-Migrate"),
        ("DAYBREAK_HOST_TAG", "daybreak:host=dev"),
    ];

    private static JsonElement Json(RuntimeReport report) => JsonDocument.Parse(report.Body).RootElement;
}
