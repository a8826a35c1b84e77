using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Stack;

/// <summary>Reads secrets, generates their passwords and adds what an attachment to a cluster adds.</summary>
internal static class SecretReader
{
    private const int DefaultLength = 32;

    public static IReadOnlyList<SecretResource> Secrets(IReadOnlyList<TemplateResource> resources, Surroundings surroundings) =>
    [
        .. resources.Where(r => r.Type == "AWS::SecretsManager::Secret").Select(secret => Read(secret, resources, surroundings)),
        .. resources.Where(r => r.Type == "AWS::RDS::DBCluster" && r.Text("ManageMasterUserPassword") == "true").Select(Managed),
    ];

    // RDS puts no more than these two into the secret that it manages.
    private static SecretResource Managed(TemplateResource cluster) => new()
    {
        Arn = cluster.Attribute("MasterUserSecret.SecretArn"),
        Name = cluster.ManagedSecretName,
        Description = $"The master user of the cluster {cluster.Name}",
        Members = new JsonObject { ["username"] = cluster.Text("MasterUsername"), ["password"] = Generate(DefaultLength) },
    };

    // Letters and digits are in every set of allowed characters that a template is likely to name.
    private static string Generate(int length) =>
        RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", length);

    private static SecretResource Read(TemplateResource secret, IReadOnlyList<TemplateResource> resources, Surroundings surroundings)
    {
        var generate = secret.Value("GenerateSecretString") as JsonObject;
        var text = secret.Text("SecretString");
        var members = Parse(generate is null ? text : generate["SecretStringTemplate"]?.ToString());
        if (generate is not null)
        {
            var length = int.TryParse(generate["PasswordLength"]?.ToString(), out var wanted) ? wanted : DefaultLength;
            var password = Generate(length);
            if (generate["GenerateStringKey"]?.ToString() is { } key)
            {
                members ??= [];
                members[key] = password;
            }
            else
            {
                text = password;
            }
        }

        if (members is not null && resources.FirstOrDefault(r => Attaches(r, secret)) is { } attachment)
        {
            Attach(members, attachment, resources, surroundings);
        }

        return new SecretResource
        {
            Arn = secret.Arn,
            Name = secret.Name,
            Description = secret.Text("Description") ?? "",
            Text = members is null ? text ?? "" : null,
            Members = members ?? [],
        };
    }

    private static bool Attaches(TemplateResource resource, TemplateResource secret) =>
        resource.Type == "AWS::SecretsManager::SecretTargetAttachment" && resource.Text("SecretId") == secret.Arn;

    private static void Attach(
        JsonObject members, TemplateResource attachment, IReadOnlyList<TemplateResource> resources, Surroundings surroundings)
    {
        members["engine"] = "postgres";
        members["host"] = surroundings.PostgresHost;
        members["port"] = surroundings.PostgresPort;
        var cluster = resources.FirstOrDefault(r => r.Type == "AWS::RDS::DBCluster" && r.Name == attachment.Text("TargetId"));
        if (cluster is not null)
        {
            members["dbClusterIdentifier"] = cluster.Name;
        }

        if (cluster?.Text("DatabaseName") is { } database)
        {
            members["dbname"] = database;
        }
    }

    private static JsonObject? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
