using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Hosting;

/// <summary>The environment that lets any AWS SDK talk to LocalCloud and to nobody else.</summary>
internal static class LocalCredentials
{
    /// <summary>The access key; it opens nothing anywhere.</summary>
    public const string Key = "local";

    public static IReadOnlyDictionary<string, string> For(string endpoint) => new Dictionary<string, string>
    {
        ["AWS_ENDPOINT_URL"] = endpoint,
        ["AWS_REGION"] = Surroundings.Region,
        ["AWS_DEFAULT_REGION"] = Surroundings.Region,
        ["AWS_ACCESS_KEY_ID"] = Key,
        ["AWS_SECRET_ACCESS_KEY"] = Key,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        // The user's own profile must not get in.
        ["AWS_CONFIG_FILE"] = "/dev/null",
        ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
    };
}
