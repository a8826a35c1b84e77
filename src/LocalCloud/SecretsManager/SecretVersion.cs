namespace Daybreak.LocalCloud.SecretsManager;

/// <summary>One version of a secret, with the staging labels it carries.</summary>
internal sealed record SecretVersion(string Id, string Value, DateTimeOffset Created, IReadOnlyList<string> Stages);
