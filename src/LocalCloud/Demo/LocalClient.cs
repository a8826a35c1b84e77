using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Demo;

/// <summary>Talks to LocalCloud as any AWS client does: S3 by the SDK, the JSON services by their protocol.</summary>
internal sealed class LocalClient(string endpoint) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(endpoint) };

    public AmazonS3Client S3 { get; } = new(
        new BasicAWSCredentials(LocalCredentials.Key, LocalCredentials.Key),
        new AmazonS3Config { ServiceURL = endpoint, ForcePathStyle = true, AuthenticationRegion = Surroundings.Region });

    /// <summary>Calls an action of a JSON service.</summary>
    /// <param name="target">Such as <c>AmazonSSM.SendCommand</c>.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartException">The service refused.</exception>
    public async Task<JsonObject> CallAsync(string target, JsonObject request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri("/", UriKind.Relative));
        message.Headers.Add("X-Amz-Target", target);
        // LocalCloud wants to see who asks, but does not check a signature.
        message.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={LocalCredentials.Key}");
        message.Content = new StringContent(request.ToJsonString());
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        using var response = await _http.SendAsync(message, cancellationToken);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
        return response.IsSuccessStatusCode
            ? answer
            : throw new StartException($"{target} was refused: {answer["__type"]} {answer["message"]}");
    }

    public void Dispose()
    {
        _http.Dispose();
        S3.Dispose();
    }
}
