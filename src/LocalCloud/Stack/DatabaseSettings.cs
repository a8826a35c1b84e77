using System.Text.Json;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Postgres;

namespace Daybreak.LocalCloud.Stack;

/// <summary>The settings of a database or a fleet: the SSM parameter <c>/daybreak/{stage}/{database}</c> (docs/contracts.md).</summary>
internal sealed record DatabaseSettings(string Database, string ParameterName, JsonObject Content)
{
    public string Bucket => Content["bucket"]!.ToString();

    /// <summary>The PostgreSQL database; of a fleet, whose databases are there or not, the one that is asked for them.</summary>
    public string DatabaseName => Content["databaseName"]?.ToString() ?? PostgresServer.Maintenance;

    public string? SecretArn => Content["secretArn"]?.ToString();

    /// <summary>Reads a parameter; null where it is none of a database's settings.</summary>
    public static DatabaseSettings? Read(ParameterResource parameter)
    {
        var parts = parameter.Name.Split('/');
        if (parts is not ["", "daybreak", _, var database])
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(parameter.Value) is JsonObject content
                && content["bucket"] is not null && (content["databaseName"] ?? content["databases"]) is not null
                ? new DatabaseSettings(database, parameter.Name, content)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// The settings for the local server: its TLS, and its CA certificate by the environment instead of by a path of the host.
    /// </summary>
    public DatabaseSettings For(PostgresServer server)
    {
        var content = Content.DeepClone().AsObject();
        content.Remove("sslRootCertificate");
        if (SslMode(server.HasTls, server.RootCertificate) is { } mode)
        {
            content["sslMode"] = mode;
        }

        return this with { Content = content };
    }

    /// <summary>The mode that the server forces on us; null leaves the template's.</summary>
    public static string? SslMode(bool hasTls, string? rootCertificate) =>
        !hasTls ? "disable" : rootCertificate is null ? "require" : null;
}
