using System.Text;
using Daybreak.LocalCloud.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daybreak.LocalCloud.Lambda;

/// <summary>Lambda's <c>Invoke</c>.</summary>
internal static class InvokeApi
{
    public static void MapInvokeApi(this IEndpointRouteBuilder routes, LambdaService lambda) =>
        routes.MapPost("/2015-03-31/functions/{function}/invocations", (HttpContext context, string function) =>
            InvokeAsync(context, lambda, function));

    private static async Task InvokeAsync(HttpContext context, LambdaService lambda, string nameOrArn)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var payload = body.Length == 0 ? "{}" : body;
        var function = lambda.Find(nameOrArn);
        switch (context.Request.Headers["X-Amz-Invocation-Type"].ToString())
        {
            case "Event":
                lambda.InvokeAsynchronously(function, payload);
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                break;
            case "DryRun":
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "" or "RequestResponse":
                await AnswerAsync(context, await function.InvokeAsync(new Invocation(payload)));
                break;
            case var type:
                throw new ServiceException(
                    "InvalidParameterValueException", $"The invocation type {type} is none of Event, RequestResponse, DryRun.");
        }
    }

    private static async Task AnswerAsync(HttpContext context, InvocationResult result)
    {
        context.Response.Headers["X-Amz-Executed-Version"] = "$LATEST";
        if (result.IsError)
        {
            context.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(result.Payload, context.RequestAborted);
    }
}
