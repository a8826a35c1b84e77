using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Daybreak.Cdk.Settings;

/// <summary>The JSON in a database's SSM parameter (docs/contracts.md).</summary>
internal sealed record DatabaseParameter
{
    /// <summary>Where the migrations are.</summary>
    [JsonPropertyName("bucket")]
    public required string Bucket { get; init; }

    /// <summary>Where run records go.</summary>
    [JsonPropertyName("resultsBucket")]
    public required string ResultsBucket { get; init; }

    /// <summary>The cluster's writer.</summary>
    [JsonPropertyName("host")]
    public required string Host { get; init; }

    /// <summary>The cluster's port, as text.</summary>
    [JsonPropertyName("port")]
    public required string Port { get; init; }

    /// <summary>The PostgreSQL database; either this or <see cref="Databases"/>.</summary>
    [JsonPropertyName("databaseName")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DatabaseName { get; init; }

    /// <summary>The PostgreSQL databases of a fleet; either this or <see cref="DatabaseName"/>.</summary>
    [JsonPropertyName("databases")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Databases { get; init; }

    /// <summary>The secret with user name and password; either this or <see cref="IamUser"/>.</summary>
    [JsonPropertyName("secretArn")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SecretArn { get; init; }

    /// <summary>The role that logs in with tokens; either this or <see cref="SecretArn"/>.</summary>
    [JsonPropertyName("iamUser")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IamUser { get; init; }

    /// <summary>The secret that <c>daybreak bootstrap</c> logs in with.</summary>
    [JsonPropertyName("adminSecretArn")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AdminSecretArn { get; init; }

    /// <summary>The file with the certificates that the server's is verified with.</summary>
    [JsonPropertyName("sslRootCertificate")]
    public required string SslRootCertificate { get; init; }

    /// <summary>How long the bucket must have been quiet, in seconds.</summary>
    [JsonPropertyName("settleSeconds")]
    public required double SettleSeconds { get; init; }

    /// <summary>Settings of the Flyway-style command line.</summary>
    [JsonPropertyName("flyway")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Flyway { get; init; }
}
