namespace Daybreak.Cdk.Tests.Stacks;

/// <summary>The contexts whose templates are compared and judged as a whole: one for each stage and for each thing that may be brought along.</summary>
internal static class Variants
{
    public const string Key = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000";
    public const string Secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:users-AbCdEf";
    public const string AdminSecret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:admin-AbCdEf";

    public const string Vpc =
        """
        "vpc":{"id":"vpc-0a1b2c3d","availabilityZones":["eu-west-1a","eu-west-1b"],"subnetIds":["subnet-0a1b2c3d","subnet-1a1b2c3d"]}
        """;

    public const string Cluster =
        """
        "endpoint":"x.cluster-abc.eu-west-1.rds.amazonaws.com","port":5433,"securityGroupId":"sg-0a1b2c3d"
        """;

    public const string IamUser = "\"iamUser\":\"migrator\",\"resourceId\":\"cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ\"";

    private const string Databases = "\"databases\":[\"Users\",\"Products\"]";

    /// <summary>The contexts by name.</summary>
    public static IReadOnlyDictionary<string, string> Contexts { get; } = new Dictionary<string, string>
    {
        ["dev"] = $$"""{ {{Databases}},"stage":"dev"}""",
        ["uat"] = $$"""{ {{Databases}},"stage":"uat"}""",
        ["prod"] = $$"""{ {{Databases}},"stage":"prod"}""",
        ["existing-vpc"] = $$"""{ {{Databases}},"stage":"uat",{{Vpc}} }""",
        ["existing-cluster-with-secret"] = $$"""{ {{Databases}},"stage":"uat",{{Vpc}},"cluster":{ {{Cluster}},"secretArn":"{{Secret}}" } }""",
        ["existing-cluster-with-iam-user"] = $$"""{ {{Databases}},"stage":"uat",{{Vpc}},"cluster":{ {{Cluster}},{{IamUser}} } }""",
        ["existing-key"] = $$"""{ {{Databases}},"stage":"uat","key":"{{Key}}"}""",
        ["nat"] = $$"""{ {{Databases}},"stage":"uat","network":"nat"}""",
        ["everything"] = $$"""
            {"databases":["Users",{"name":"Orders","databaseName":"shop","flyway":{"schemas":"app"} }],"stage":"prod","key":"{{Key}}",{{Vpc}},
             "cluster":{ {{Cluster}},{{IamUser}},"adminSecretArn":"{{AdminSecret}}" },
             "emails":["team@example.com"],"slack":{"workspaceId":"T0123456789","channelId":"C0123456789"},"devOpsGuru":true}
            """,
    };

    /// <summary>Their names, for theories.</summary>
    public static TheoryData<string> Names => [.. Contexts.Keys];
}
