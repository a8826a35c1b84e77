using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daybreak.LocalCloud.Lambda;

/// <summary>The Lambda Runtime API, one below <c>/_lambda/{function}</c> for each function.</summary>
internal static class RuntimeApi
{
    public static void MapRuntimeApi(this IEndpointRouteBuilder routes, LambdaService lambda)
    {
        var runtime = routes.MapGroup("/_lambda/{function}/2018-06-01/runtime");
        runtime.MapGet("/invocation/next", (HttpContext context, string function) => NextAsync(context, lambda.Find(function)));
        runtime.MapPost("/invocation/{id}/response", (HttpContext context, string function, string id) =>
            AnswerAsync(context, lambda.Find(function), id, isError: false));
        runtime.MapPost("/invocation/{id}/error", (HttpContext context, string function, string id) =>
            AnswerAsync(context, lambda.Find(function), id, isError: true));
        runtime.MapPost("/init/error", (HttpContext context, string function) => FailInitAsync(context, lambda.Find(function)));
    }

    private static async Task NextAsync(HttpContext context, FunctionHost function)
    {
        try
        {
            var (invocation, deadline) = await function.NextAsync(context.RequestAborted);
            var headers = context.Response.Headers;
            headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
            headers["Lambda-Runtime-Deadline-Ms"] = deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            headers["Lambda-Runtime-Invoked-Function-Arn"] = function.Definition.Arn;
            headers["Lambda-Runtime-Trace-Id"] = $"Root=1-{deadline.ToUnixTimeSeconds():x8}-{Guid.NewGuid().ToString("N")[..24]};Sampled=0";
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(invocation.Payload, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The process went away, or LocalCloud stops; nobody reads an answer.
            context.Abort();
        }
    }

    private static async Task AnswerAsync(HttpContext context, FunctionHost function, string id, bool isError)
    {
        var accepted = function.Answer(id, new InvocationResult(await ReadAsync(context), isError));
        await StatusAsync(context, accepted);
    }

    private static async Task FailInitAsync(HttpContext context, FunctionHost function)
    {
        function.FailInit(await ReadAsync(context));
        await StatusAsync(context, accepted: true);
    }

    private static async Task StatusAsync(HttpContext context, bool accepted)
    {
        context.Response.StatusCode = accepted ? StatusCodes.Status202Accepted : StatusCodes.Status400BadRequest;
        var body = accepted
            ? new JsonObject { ["status"] = "OK" }
            : new JsonObject { ["errorMessage"] = "Invalid request ID", ["errorType"] = "InvalidRequestID" };
        await JsonAnswer.WriteAsync(context.Response, body, "application/json");
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }
}
