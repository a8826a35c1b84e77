using System.Diagnostics.CodeAnalysis;
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

    /// <summary>The PostgreSQL database.</summary>
    [JsonPropertyName("databaseName")]
    public required string DatabaseName { get; init; }

    /// <summary>The secret with user name and password.</summary>
    [JsonPropertyName("secretArn")]
    public required string SecretArn { get; init; }

    /// <summary>The file with the certificates that the server's is verified with.</summary>
    [JsonPropertyName("sslRootCertificate")]
    public required string SslRootCertificate { get; init; }

    /// <summary>How long the bucket must have been quiet, in seconds.</summary>
    [JsonPropertyName("settleSeconds")]
    public required double SettleSeconds { get; init; }

    /// <summary>The PostgreSQL database of a database of the context.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "PostgreSQL folds names to lower case.")]
    public static string DatabaseNameOf(string database) => database.ToLowerInvariant();
}
