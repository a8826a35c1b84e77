using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Daybreak.TriggerFunction.Tests.Fakes;

/// <summary>A web server on loopback that speaks AWS JSON 1.1: it records each call, and answers as the test says.</summary>
internal sealed class LoopbackService : IAsyncDisposable
{
    private readonly ConcurrentQueue<ServiceCall> _calls = new();
    private readonly WebApplication _web;

    private LoopbackService(WebApplication web) => _web = web;

    public IReadOnlyList<ServiceCall> Calls => [.. _calls];

    public string Url => _web.Urls.Single();

    /// <summary>Starts the service; <paramref name="answer"/> gets the call and how many there were before it.</summary>
    public static async Task<LoopbackService> StartAsync(Func<ServiceCall, int, ServiceAnswer> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var service = new LoopbackService(builder.Build());
        service._web.Run(context => service.AnswerAsync(context, answer));
        await service._web.StartAsync();
        return service;
    }

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, Func<ServiceCall, int, ServiceAnswer> answer)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var call = new ServiceCall(context.Request.Path, headers, await reader.ReadToEndAsync());
        ServiceAnswer reply;
        lock (_calls)
        {
            reply = answer(call, _calls.Count);
            _calls.Enqueue(call);
        }

        if (reply == ServiceAnswer.Cut)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/x-amz-json-1.1";
        context.Response.Headers["x-amzn-RequestId"] = "00000000-0000-0000-0000-000000000001";
        await context.Response.WriteAsync(reply.Body);
    }
}
