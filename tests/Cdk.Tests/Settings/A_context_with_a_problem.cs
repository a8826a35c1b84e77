using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Tests.Settings;

public class A_context_with_a_problem
{
    public static TheoryData<string, string> Contexts => new()
    {
        { """{}""", "databases: the context names none; add \"databases\": [\"Users\"] to the context in cdk.json" },
        { """{"databases":[]}""", "databases: the list is empty; name at least one database, for example [\"Users\"]" },
        { """{"databases":""}""", "databases: the list is empty; name at least one database, for example [\"Users\"]" },
        { """{"databases":7}""", "databases: 7 is not a list; use [\"Users\",\"Products\"]" },
        { """{"databases":["Users",1]}""", NotText("""["Users",1]""") },
        { """{"databases":["Users",null]}""", NotText("""["Users",null]""") },
        { """{"databases":["1st"]}""", Pattern("1st") },
        { """{"databases":["Us-ers"]}""", Pattern("Us-ers") },
        { """{"databases":["Users;drop"]}""", Pattern("Users;drop") },
        { """{"databases":["Üsers"]}""", Pattern("Üsers") },
        { """{"databases":["Users\n"]}""", Pattern("Users\n") },
        { """{"databases":[""]}""", Pattern("") },
        { """{"databases":["Template1"]}""", "databases: 'Template1' belongs to PostgreSQL or RDS; choose another name" },
        { """{"databases":["Users","Users"]}""", Same("'Users' and 'Users'") },
        { """{"databases":["Users","uSERS"]}""", Same("'Users' and 'uSERS'") },
        {
            $$"""{"databases":["{{new string('a', 42)}}"]}""",
            $"databases: the bucket of '{new string('a', 42)}' would have a name of 64 characters, but S3 allows 63; shorten it by 1"
        },
        { """{"databases":["A"],"stage":"qa"}""", Stage("qa") },
        { """{"databases":["A"],"stage":"Dev"}""", Stage("Dev") },
        { """{"databases":["A"],"stage":7}""", Stage("7") },
        { """{"databases":["A"],"network":"public"}""", "network: 'public' is not a kind of network; use isolated or nat" },
        { """{"databases":["A"],"databses":["B"]}""", Unknown("databses") },
        { """{"databases":["A"],"databaseLogin":"password"}""", "databaseLogin: 'password' is not a way to log in; use secret or iam" },
        { """{"databases":["A"],"devOpsGuru":"maybe"}""", "devOpsGuru: 'maybe' is neither true nor false" },
        { """{"databases":["A"],"emails":["me"]}""", "emails: \"me\" is not an address; use one like \"team@example.com\"" },
        { """{"databases":["A"],"emails":7}""", "emails: 7 is not an address; use one like \"team@example.com\"" },
        { """{"databases":["A"],"vpc":"vpc-1"}""", "vpc: \"vpc-1\" is not an object; see docs/deploy.md for its members" },
        {
            """{"databases":["A"],"key":"alias/mine"}""",
            "key: \"alias/mine\" is not the ARN of a KMS key; use one like \"arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-…\" (not an alias)"
        },
        {
            """{"databases":["A"],"slack":{"workspaceId":"T0123456789"}}""",
            "slack: 'channelId' is missing; give it, for example \"C0123456789\""
        },
        {
            """{"databases":["A"],"vpc":{"id":"vpc-0a1b2c3d","availabilityZones":["eu-west-1a"],"subnetIds":["subnet-0a1b2c3d"]}}""",
            "vpc: a new cluster needs subnets in two zones; give another one, or an existing 'cluster'"
        },
        {
            """{"databases":[{"name":"A","flyway":{"url":"x"}}]}""",
            "databases: 'flyway.url' of 'A' is not allowed; the run itself says where the database and files are"
        },
        {
            """{"databases":[{"name":"A","databaseName":"Shop"}]}""",
            "databases: 'databaseName' has \"Shop\", which is not of the form \"users\" (lower case, at most 54 characters)"
        },
        {
            """{"databases":[{"name":"A","databases":"tenant_*; id"}]}""",
            "databases: 'databases' has \"tenant_*; id\", which is not of the form \"tenant_*\" (names or patterns, separated by commas)"
        },
        {
            """{"databases":[{"name":"A","databaseName":"rdsadmin"}]}""",
            "databases: 'databaseName' of 'A' is 'rdsadmin', which belongs to PostgreSQL or RDS; choose another one"
        },
        { """{"databases":["A_b","A0x5Fb"]}""", "databases: 'A_b' and 'A0x5Fb' would be one resource of the template; rename one of them" },
        { """{"databases":["Shop",{"name":"B","databaseName":"shop"}]}""", OneHistory("Shop", "B", "shop") },
        {
            """{"databases":[{"name":"A","databaseName":"s","flyway":{"table":"t"}},{"name":"B","databaseName":"s","flyway":{"table":"t"}}]}""",
            OneHistory("A", "B", "s")
        },
        { """{"databases":[{"name":"A","flyway":{"sqlMigrationSuffixes":[".sql",null]}}]}""", Flyway("sqlMigrationSuffixes", "[\".sql\",null]") },
        { """{"databases":[{"name":"A","flyway":{"sqlMigrationSuffixes":[{}]}}]}""", Flyway("sqlMigrationSuffixes", "[{}]") },
        { """{"databases":[{"name":"A","flyway":{"placeholders":{"a":null}}}]}""", Flyway("placeholders.a", "null") },
        {
            """{"databases":[{"name":"A","flyway":{"Password":"x"}}]}""",
            "databases: 'flyway.Password' of 'A' is not allowed; the run itself says where the database and files are"
        },
        {
            """
            {"databases":["A"],"vpc":{"id":"vpc-0a1b2c3d","availabilityZones":["eu-west-1a","eu-west-1b"],
             "subnetIds":["subnet-0a1b2c3d","subnet-0a1b2c3d"]}}
            """,
            "vpc: 'subnetIds' names a subnet twice; give one subnet for each zone"
        },
        {
            $$"""{"databases":"{{Names(102)}}"}""",
            "databases: 102 databases take 4132 bytes of the trigger's environment, but Lambda allows 4096; shorten their names, or make those "
                + "with the same migrations a fleet"
        },
        {
            $$$"""{"databases":["Users",{"name":"A","flyway":{"placeholders":{"long":"{{{new string('x', 3100)}}}"} } }]}""",
            "databases: the settings of 'A' take 4152 characters of its SSM parameter, which holds 4096; shorten 'flyway' or 'databases' by 56, "
                + "for example by migrations that set their own placeholders"
        },
        { """{"databases":[{"name":"A","schema":"x"}]}""", "databases: 'schema' is not a member; there are name, databaseName, databases, flyway" },
        { """{"databases":["A"],"Stage":"prod"}""", Unknown("Stage") },
    };

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Is_refused_with_just_that_problem(string context, string problem)
    {
        var exception = Assert.Throws<InvalidSettingsException>(() => ContextReader.Read(context));

        Assert.Equal(problem, Assert.Single(exception.Problems));
    }

    private static string Names(int count) => string.Join(',', Enumerable.Range(100, count).Select(number => $"Db{number}"));

    private static string OneHistory(string first, string second, string database) =>
        $"databases: '{first}' and '{second}' are one schema history of the PostgreSQL database '{database}'; give one of them another "
            + "'databaseName', or 'flyway' schemas or a table of its own";

    private static string Flyway(string member, string value) =>
        $"databases: 'flyway.{member}' of 'A' is {value}; use a text, a number, true or false, or a list of these";

    private static string NotText(string list) => $"databases: {list} holds something that is neither text nor an object; use [\"Users\",\"Products\"]";

    private static string Pattern(string name) =>
        $"databases: '{name}' does not match ^[A-Za-z][A-Za-z0-9_]{{0,62}}$; use a letter, then up to 62 letters, digits and underscores";

    private static string Same(string names) =>
        $"databases: {names} are one name, because buckets and PostgreSQL's names are lower case; keep one of them";

    private static string Stage(string name) => $"stage: '{name}' is not a stage; use one of dev, uat, prod, for example `-c stage=dev`";

    private static string Unknown(string key) => $"context: '{key}' is not a setting of Daybreak; there are cluster, databaseLogin, databases, devOpsGuru, emails, key, network, slack, stage, vpc";
}
