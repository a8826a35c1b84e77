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
            $$"""{"databases":["{{new string('a', 38)}}"]}""",
            $"databases: the bucket of '{new string('a', 38)}' would have a name of 64 characters, but S3 allows 63; shorten it by 1"
        },
        { """{"databases":["A"],"stage":"qa"}""", Stage("qa") },
        { """{"databases":["A"],"stage":"Dev"}""", Stage("Dev") },
        { """{"databases":["A"],"stage":7}""", Stage("7") },
        { """{"databases":["A"],"network":"public"}""", "network: 'public' is not a kind of network; use isolated or nat" },
        { """{"databases":["A"],"databses":["B"]}""", Unknown("databses") },
        { """{"databases":["A"],"Stage":"prod"}""", Unknown("Stage") },
    };

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Is_refused_with_just_that_problem(string context, string problem)
    {
        var exception = Assert.Throws<InvalidSettingsException>(() => ContextReader.Read(context));

        Assert.Equal(problem, Assert.Single(exception.Problems));
    }

    private static string NotText(string list) => $"databases: {list} holds something that is not text; use [\"Users\",\"Products\"]";

    private static string Pattern(string name) =>
        $"databases: '{name}' does not match ^[A-Za-z][A-Za-z0-9_]{{0,62}}$; use a letter, then up to 62 letters, digits and underscores";

    private static string Same(string names) =>
        $"databases: {names} are one name, because buckets and PostgreSQL's names are lower case; keep one of them";

    private static string Stage(string name) => $"stage: '{name}' is not a stage; use one of dev, uat, prod, for example `-c stage=dev`";

    private static string Unknown(string key) => $"context: '{key}' is not a setting of Daybreak; there are databases, network, stage";
}
