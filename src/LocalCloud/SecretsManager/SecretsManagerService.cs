using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.SecretsManager;

/// <summary>AWS Secrets Manager, in memory.</summary>
internal sealed class SecretsManagerService(TimeProvider time) : IJsonService
{
    private readonly ConcurrentDictionary<string, Secret> _secrets = new(StringComparer.Ordinal);

    public string TargetPrefix => "secretsmanager";

    public string JsonVersion => "1.1";

    public Task<JsonObject>? Answer(string action, JsonObject request, CancellationToken cancellationToken) => action switch
    {
        "GetSecretValue" => Task.FromResult(GetSecretValue(request)),
        "PutSecretValue" => Task.FromResult(PutSecretValue(request)),
        "UpdateSecretVersionStage" => Task.FromResult(UpdateSecretVersionStage(request)),
        "DescribeSecret" => Task.FromResult(Describe(Find(request.Required("SecretId")))),
        "ListSecrets" => Task.FromResult(ListSecrets(request)),
        "CreateSecret" => Task.FromResult(CreateSecret(request)),
        _ => null,
    };

    /// <summary>Adds a secret with its first value.</summary>
    public Secret Create(string arn, string name, string value, string description = "")
    {
        var now = time.GetUtcNow();
        var secret = new Secret { Arn = arn, Name = name, Description = description, Created = now, LastChanged = now }
            .With(new SecretVersion(Guid.NewGuid().ToString(), value, now, [StageLabels.Current]));
        return _secrets.TryAdd(name, secret)
            ? secret
            : throw new ServiceException("ResourceExistsException", $"The operation failed because the secret {name} already exists.");
    }

    private JsonObject GetSecretValue(JsonObject request)
    {
        var secret = Find(request.Required("SecretId"));
        var (id, stage) = (request.Optional("VersionId"), request.Optional("VersionStage"));
        stage ??= id is null ? StageLabels.Current : null;
        var version = secret.Versions.FirstOrDefault(v => (id is null || v.Id == id) && (stage is null || v.Stages.Contains(stage)))
            ?? throw new ServiceException(
                "ResourceNotFoundException",
                id is null ? $"Secrets Manager can't find the specified secret value for staging label: {stage}"
                    : $"Secrets Manager can't find the specified secret value for VersionId: {id}");
        return new JsonObject
        {
            ["ARN"] = secret.Arn,
            ["Name"] = secret.Name,
            ["VersionId"] = version.Id,
            ["SecretString"] = version.Value,
            ["VersionStages"] = Texts(version.Stages),
            ["CreatedDate"] = Wire.Seconds(version.Created),
        };
    }

    private JsonObject PutSecretValue(JsonObject request)
    {
        var stages = request.Strings("VersionStages");
        var version = new SecretVersion(
            request.Optional("ClientRequestToken") ?? Guid.NewGuid().ToString(),
            request.Required("SecretString"),
            time.GetUtcNow(),
            stages.Count > 0 ? stages : [StageLabels.Current]);
        var secret = Change(request.Required("SecretId"), s => s.Versions.Any(v => v.Id == version.Id)
            ? throw new ServiceException(
                "ResourceExistsException",
                $"You can't use ClientRequestToken {version.Id} because that value is already in use for a version of secret {s.Arn}.")
            : s.With(version));
        return new JsonObject
        {
            ["ARN"] = secret.Arn,
            ["Name"] = secret.Name,
            ["VersionId"] = version.Id,
            ["VersionStages"] = Texts(version.Stages),
        };
    }

    private JsonObject UpdateSecretVersionStage(JsonObject request)
    {
        var label = request.Required("VersionStage");
        var (from, to) = (request.Optional("RemoveFromVersionId"), request.Optional("MoveToVersionId"));
        var secret = Change(request.Required("SecretId"), secret =>
        {
            var holder = secret.Versions.FirstOrDefault(v => v.Stages.Contains(label))?.Id;
            if (holder is not null && holder != from && holder != to)
            {
                throw new ServiceException(
                    "InvalidParameterException",
                    $"The parameter RemoveFromVersionId must be the version that has the staging label {label}.");
            }

            return to is not null && secret.Versions.All(v => v.Id != to)
                ? throw new ServiceException("ResourceNotFoundException", $"Secrets Manager can't find the specified secret version: {to}")
                : secret with { Versions = StageLabels.Move(secret.Versions, label, to ?? "") };
        });
        return new JsonObject { ["ARN"] = secret.Arn, ["Name"] = secret.Name };
    }

    private JsonObject ListSecrets(JsonObject request)
    {
        var all = _secrets.Values.OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
        var page = Page.Of(all, request.Optional("NextToken"), request.Number("MaxResults") ?? 100);
        var answer = new JsonObject { ["SecretList"] = new JsonArray([.. page.Items.Select(Describe)]) };
        if (page.NextToken is not null)
        {
            answer["NextToken"] = page.NextToken;
        }

        return answer;
    }

    private JsonObject CreateSecret(JsonObject request)
    {
        var name = request.Required("Name");
        var arn = Surroundings.Arn("secretsmanager", $"secret:{name}-{Guid.NewGuid().ToString("N")[..6]}");
        var secret = Create(arn, name, request.Required("SecretString"), request.Optional("Description") ?? "");
        return new JsonObject { ["ARN"] = secret.Arn, ["Name"] = secret.Name, ["VersionId"] = secret.Versions[0].Id };
    }

    private static JsonObject Describe(Secret secret) => new()
    {
        ["ARN"] = secret.Arn,
        ["Name"] = secret.Name,
        ["Description"] = secret.Description,
        ["CreatedDate"] = Wire.Seconds(secret.Created),
        ["LastChangedDate"] = Wire.Seconds(secret.LastChanged),
        ["VersionIdsToStages"] = new JsonObject(
            secret.Versions.Where(v => v.Stages.Count > 0).Select(v => KeyValuePair.Create(v.Id, (JsonNode?)Texts(v.Stages)))),
    };

    private static JsonArray Texts(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    private Secret Find(string nameOrArn) =>
        _secrets.Values.FirstOrDefault(s => s.Name == nameOrArn || s.Arn == nameOrArn)
        ?? throw new ServiceException("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");

    private Secret Change(string nameOrArn, Func<Secret, Secret> change)
    {
        var name = Find(nameOrArn).Name;
        return _secrets.AddOrUpdate(
            name, _ => throw new InvalidOperationException($"There is no secret {name}."), (_, secret) => change(secret));
    }
}
