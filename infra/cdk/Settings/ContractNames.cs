namespace Daybreak.Cdk.Settings;

/// <summary>Names that other parts rely on (docs/contracts.md).</summary>
internal static class ContractNames
{
    /// <summary>The key of the tag that marks the hosts of a stage; its value is the stage.</summary>
    public const string HostTag = "daybreak:host";

    /// <summary>The key of the tag that everything in a stack has; its value is the stage.</summary>
    public const string StageTag = "daybreak:stage";

    /// <summary>The stack of a stage.</summary>
    public static string Stack(string stage) => $"Daybreak-{stage}";

    /// <summary>The SSM document of a stage.</summary>
    public static string Document(string stage) => $"Daybreak-{stage}-Migrate";

    /// <summary>The SSM parameter with a database's settings.</summary>
    public static string Settings(string stage, string database) => $"{SettingsPath(stage)}/{database}";

    /// <summary>Below it are the SSM parameters of a stage.</summary>
    public static string SettingsPath(string stage) => $"/daybreak/{stage}";

    /// <summary>A part of a logical id; CloudFormation allows letters and digits there.</summary>
    public static string LogicalId(string database) => database.Replace("_", "0x5F", StringComparison.Ordinal);
}
