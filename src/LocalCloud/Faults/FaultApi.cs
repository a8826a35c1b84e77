using System.Text.Json;
using Daybreak.LocalCloud.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Daybreak.LocalCloud.Faults;

/// <summary>
/// Orders faults from outside: <c>PUT /_localcloud/faults</c> with a list of them; <c>GET</c> shows how often each has hit.
/// </summary>
internal static class FaultApi
{
    private const string Route = "/_localcloud/faults";

    public static void MapFaults(this WebApplication application, FaultBoard faults)
    {
        application.MapGet(Route, context => ShowAsync(context, faults));
        application.MapPut(Route, context => OrderAsync(context, faults));
    }

    private static async Task OrderAsync(HttpContext context, FaultBoard faults)
    {
        Authorization.Require(context.Request);
        try
        {
            faults.Order(
                await JsonSerializer.DeserializeAsync(context.Request.Body, FaultJson.Default.FaultArray, context.RequestAborted) ?? []);
        }
        catch (JsonException e)
        {
            throw new ServiceException("SerializationException", $"The faults cannot be read: {e.Message}");
        }

        await ShowAsync(context, faults);
    }

    private static Task ShowAsync(HttpContext context, FaultBoard faults)
    {
        Authorization.Require(context.Request);
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, faults.All, FaultJson.Default.FaultArray, context.RequestAborted);
    }
}
