namespace Amazon.SecretsManager.Model;

/// <summary>A <c>GetSecretValue</c>.</summary>
public partial class GetSecretValueRequest : AmazonSecretsManagerRequest
{
    public string SecretId { get; set; }

    public string VersionId { get; set; }

    public string VersionStage { get; set; }
}
