using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Daybreak.TriggerFunction.Tests.Process;

/// <summary>The Lambda Runtime API for one function, below a path of its own.</summary>
internal sealed class RuntimeApi : IAsyncDisposable
{
    private const string Root = "/_lambda/trigger/2018-06-01/runtime";

    private readonly Channel<RuntimeEvent> _events = Channel.CreateUnbounded<RuntimeEvent>();
    private readonly Channel<RuntimeReport> _reports = Channel.CreateUnbounded<RuntimeReport>();
    private readonly WebApplication _web;

    private RuntimeApi(WebApplication web) => _web = web;

    /// <summary>What belongs into <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public string Address => new Uri(_web.Urls.Single()).Authority + "/_lambda/trigger";

    public static async Task<RuntimeApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var api = new RuntimeApi(builder.Build());
        api._web.MapGet($"{Root}/invocation/next", api.NextAsync);
        api._web.MapPost(
            $"{Root}/invocation/{{id}}/{{kind}}", (HttpContext context, string id, string kind) => api.ReportAsync(context, id, kind));
        api._web.MapPost($"{Root}/init/error", (HttpContext context) => api.ReportAsync(context, "", "init"));
        await api._web.StartAsync();
        return api;
    }

    /// <summary>Lets the function handle the event, and waits for its report.</summary>
    public async Task<RuntimeReport> InvokeAsync(string requestId, string json, CancellationToken cancellationToken)
    {
        await _events.Writer.WriteAsync(new RuntimeEvent(requestId, json), cancellationToken);
        return await ReportedAsync(cancellationToken);
    }

    public ValueTask<RuntimeReport> ReportedAsync(CancellationToken cancellationToken) => _reports.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        await _web.DisposeAsync();
    }

    private async Task NextAsync(HttpContext context)
    {
        try
        {
            var (requestId, json) = await _events.Reader.ReadAsync(context.RequestAborted);
            var headers = context.Response.Headers;
            headers["Lambda-Runtime-Aws-Request-Id"] = requestId;
            headers["Lambda-Runtime-Deadline-Ms"] = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds().ToString(provider: null);
            headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:eu-central-1:000000000000:function:trigger";
            headers["Lambda-Runtime-Trace-Id"] = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1";
            await context.Response.WriteAsync(json);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            // The function or the test has ended.
        }
    }

    private async Task ReportAsync(HttpContext context, string id, string kind)
    {
        using var reader = new StreamReader(context.Request.Body);
        var report = new RuntimeReport(
            id, kind, await reader.ReadToEndAsync(), context.Request.Headers["Lambda-Runtime-Function-Error-Type"].ToString());
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await context.Response.CompleteAsync();
        await _reports.Writer.WriteAsync(report);
    }
}
