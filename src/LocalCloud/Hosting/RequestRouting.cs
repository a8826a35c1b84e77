using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Events;
using Daybreak.LocalCloud.Faults;
using Daybreak.LocalCloud.Lambda;
using Daybreak.LocalCloud.Query;
using Daybreak.LocalCloud.S3;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Daybreak.LocalCloud.Hosting;

/// <summary>Tells the services apart, which all have one port.</summary>
internal sealed class RequestRouting(
    JsonServices json, QueryService query, S3Service s3, LambdaService lambda, EventBridgeService events, FaultBoard faults)
{
    /// <summary>Thrown by <c>POST /_localcloud/stop</c>.</summary>
    public StopSwitch StopSwitch { get; } = new();

    public void Map(WebApplication application)
    {
        application.Use(GuardAsync);
        application.UseRouting();
        application.MapRuntimeApi(lambda);
        application.MapInvokeApi(lambda);
        application.MapGet("/_localcloud/events", EventsAsync);
        application.MapPost("/_localcloud/stop", Stop);
        application.MapFaults(faults);
        application.MapFallback("{*path}", FallbackAsync);
    }

    private static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (!Authorization.IsLocal(context.Request.Host))
            {
                throw new ServiceException(
                    "AccessDenied",
                    $"The host \"{context.Request.Host.Host}\" is not this machine. Use 127.0.0.1, localhost or a name below .localhost.",
                    403);
            }

            await next(context);
        }
        catch (ServiceException refusal) when (!context.Response.HasStarted)
        {
            await JsonAnswer.RefuseAsync(context.Response, refusal, "application/json");
        }
    }

    private IResult Stop(HttpContext context) =>
        StopSwitch.Throw(context.Request.Headers[StopSwitch.Header].ToString())
            ? Results.Accepted()
            : Results.StatusCode(StatusCodes.Status403Forbidden);

    private async Task EventsAsync(HttpContext context)
    {
        Authorization.Require(context.Request);
        await JsonAnswer.WriteAsync(
            context.Response, new JsonObject { ["Events"] = await events.AllAsync(context.RequestAborted) }, "application/json");
    }

    private Task FallbackAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.TryGetValue("X-Amz-Target", out var target))
        {
            return json.HandleAsync(context, target.ToString());
        }

        // S3 has no POST of such a form to the root.
        var isForm = request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        return isForm && request is { Method: "POST", Path.Value: "/" }
            ? query.HandleAsync(context)
            : s3.HandleAsync(context);
    }
}
