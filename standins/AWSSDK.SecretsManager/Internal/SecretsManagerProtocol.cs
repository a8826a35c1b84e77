using System.Text.Json;
using Amazon.Runtime.Internal;
using Amazon.SecretsManager.Model;
using Daybreak.Standins;

namespace Amazon.SecretsManager.Internal;

/// <summary>The operations in the service's wire form.</summary>
internal static class SecretsManagerProtocol
{
    internal static readonly InvokeOptions GetSecretValue = JsonOperation.Of<GetSecretValueRequest, GetSecretValueResponse>(
        AmazonSecretsManagerConfig.Service,
        "GetSecretValue",
        static (writer, request) =>
        {
            writer.Member("SecretId", request.SecretId);
            writer.Member("VersionId", request.VersionId);
            writer.Member("VersionStage", request.VersionStage);
        },
        ReadValue,
        SecretsManagerErrors.Exception);

    private static GetSecretValueResponse ReadValue(JsonElement response) => new()
    {
        ARN = response.Text("ARN"),
        CreatedDate = response.Time("CreatedDate"),
        Name = response.Text("Name"),
        SecretBinary = response.Text("SecretBinary") is { } base64 ? new MemoryStream(Convert.FromBase64String(base64)) : null,
        SecretString = response.Text("SecretString"),
        VersionId = response.Text("VersionId"),
        VersionStages = response.Texts("VersionStages"),
    };
}
