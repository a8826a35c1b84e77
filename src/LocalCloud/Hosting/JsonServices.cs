using System.Text.Json;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Faults;
using Microsoft.AspNetCore.Http;

namespace Daybreak.LocalCloud.Hosting;

/// <summary>Finds the service and the action that a request's <c>X-Amz-Target</c> names, and answers in that service's shape.</summary>
internal sealed class JsonServices(IReadOnlyList<IJsonService> services, FaultBoard faults)
{
    public async Task HandleAsync(HttpContext context, string target)
    {
        var dot = target.LastIndexOf('.');
        var (prefix, action) = dot < 0 ? ("", target) : (target[..dot], target[(dot + 1)..]);
        var service = services.FirstOrDefault(s => s.TargetPrefix == prefix);
        var contentType = $"application/x-amz-json-{service?.JsonVersion ?? "1.1"}";
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        try
        {
            Authorization.Require(context.Request);
            await faults.OfJsonAsync(prefix, action, context.RequestAborted);
            var answer = service?.Answer(action, await ReadAsync(context), context.RequestAborted)
                ?? throw new ServiceException("UnknownOperationException", $"LocalCloud has no {target}.");
            await JsonAnswer.WriteAsync(context.Response, await answer, contentType);
        }
        catch (ServiceException refusal)
        {
            await JsonAnswer.RefuseAsync(context.Response, refusal, contentType);
        }
    }

    private static async Task<JsonObject> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject
                ?? throw new JsonException("The body is no JSON object.");
        }
        catch (JsonException e)
        {
            throw new ServiceException("SerializationException", e.Message);
        }
    }
}
