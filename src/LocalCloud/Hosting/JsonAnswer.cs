using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Daybreak.LocalCloud.Hosting;

/// <summary>Writes JSON answers and refusals.</summary>
internal static class JsonAnswer
{
    public static Task WriteAsync(HttpResponse response, JsonObject body, string contentType)
    {
        response.ContentType = contentType;
        return response.WriteAsync(body.ToJsonString(), response.HttpContext.RequestAborted);
    }

    /// <summary>A refusal in the shape of AWS's JSON protocols, which name the error in the body and in a header.</summary>
    public static Task RefuseAsync(HttpResponse response, ServiceException refusal, string contentType)
    {
        response.StatusCode = refusal.StatusCode;
        response.Headers["x-amzn-ErrorType"] = refusal.Code;
        return WriteAsync(response, new JsonObject { ["__type"] = refusal.Code, ["message"] = refusal.Message }, contentType);
    }
}
