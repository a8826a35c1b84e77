namespace Daybreak.Cdk.Tests.Stacks;

/// <summary>
/// Contexts in which each stage meets each place to stand in, and each of both meets every other choice: what one choice puts into the template may
/// not fit what another one does.
/// </summary>
internal static class Combinations
{
    private static readonly string[] Stages = ["dev", "uat", "prod"];

    private static readonly string[] Keys = ["", $",\"key\":\"{Variants.Key}\""];

    private static readonly string[] Rest =
    [
        """ "databases":["Users","Products"] """,
        """
        "databases":["Users",{"name":"Tenants","databases":"tenant_*"},{"name":"My_db","databaseName":"shop","flyway":{"sqlMigrationSuffixes":".ddl,.sql"}}],
        "emails":["a@example.com","b@example.com"]
        """,
        """
        "databases":["Users"],"emails":["a@example.com"],"slack":{"workspaceId":"T0123456789","channelId":"C0123456789"},"devOpsGuru":true
        """,
    ];

    private static readonly string[] Places =
    [
        .. from network in new[] { "\"network\":\"isolated\"", "\"network\":\"nat\"", Variants.Vpc }
           from login in new[] { "secret", "iam" }
           select $"{network},\"databaseLogin\":\"{login}\"",
        .. from access in new[] { $"\"secretArn\":\"{Variants.Secret}\"", Variants.IamUser }
           from admin in new[] { "", $",\"adminSecretArn\":\"{Variants.AdminSecret}\"" }
           select $"{Variants.Vpc},\"cluster\":{{{Variants.Cluster},{access}{admin}}}",
    ];

    /// <summary>The contexts, by names that say what is in them.</summary>
    public static IReadOnlyDictionary<string, string> Contexts { get; } =
        Chosen.ToDictionary(chosen => string.Join('-', chosen), chosen => Context(chosen[0], chosen[1], chosen[2], chosen[3]));

    /// <summary>Of each context, which of the stages, places, keys and rests it has.</summary>
    public static IEnumerable<int[]> Chosen =>
        from stage in Enumerable.Range(0, Stages.Length)
        from place in Enumerable.Range(0, Places.Length)
        select new[] { stage, place, (stage + place) % Keys.Length, (stage + place) % Rest.Length };

    /// <summary>How many choices there are, of each kind.</summary>
    public static IReadOnlyList<int> Choices { get; } = [Stages.Length, Places.Length, Keys.Length, Rest.Length];

    private static string Context(int stage, int place, int key, int rest) =>
        $"{{\"stage\":\"{Stages[stage]}\",{Places[place]},{Rest[rest]}{Keys[key]}}}";
}
