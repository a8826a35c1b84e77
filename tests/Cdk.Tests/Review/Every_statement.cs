using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Daybreak.Cdk.Tests.Golden;
using Daybreak.Cdk.Tests.Stacks;

namespace Daybreak.Cdk.Tests.Review;

[Collection("Synthesis")]
public partial class Every_statement(Synthesis synthesis)
{
    [Theory]
    [MemberData(nameof(Variants.Names), MemberType = typeof(Variants))]
    public void Of_every_policy_is_one_that_is_meant(string variant)
    {
        var template = synthesis.OfVariant(variant);
        var expected = ExpectedStatement.All.Where(statement => statement.IsIn(variant))
            .Select(statement => KeyValuePair.Create(WithStage(statement.Place, template), JsonNode.Parse(WithStage(statement.Statement.ToJsonString(), template))));
        var actual = PolicyStatements.Of(template)
            .Select(statement => KeyValuePair.Create(statement.Place, JsonNode.Parse(Archive().Replace(statement.Json.ToJsonString(), "/{archive}"))));

        Assert.Empty(Differences.Between(new JsonObject(expected), new JsonObject(actual)));
    }

    [Fact]
    public void That_allows_something_it_cannot_name_has_a_reason() =>
        Assert.All(ExpectedStatement.All, statement => Assert.True(
            statement.Wildcard is not null == HasWildcard(statement.Statement), $"{statement.Place}: 'wildcard' does not fit the statement"));

    [Fact]
    public void Is_of_a_variant_that_there_is() =>
        Assert.Empty(ExpectedStatement.All.SelectMany(statement => (statement.In ?? []).Concat(statement.NotIn ?? [])).Except(Variants.Contexts.Keys));

    [Fact]
    public void Is_found_wherever_a_policy_hides()
    {
        var template = new Template(
            JsonNode.Parse(
                """
                {"Resources":{"A":{"Type":"X","Properties":{"Deep":[{"Policy":{"Statement":{"Sid":"One"}}}]}},
                              "B":{"Type":"X","Properties":{"Text":"{\"Statement\":[{\"Sid\":\"Two\"},{}]}"}}}}
                """)!.AsObject(),
            "");

        Assert.Equal(["A One", "B Two", "B #2"], PolicyStatements.Of(template).Select(statement => statement.Place));
    }

    private static bool HasWildcard(JsonObject statement) =>
        (string?)statement["Effect"] == "Allow"
        && new[] { "Action", "Resource", "Principal" }.Any(
            member => statement[member]?.ToJsonString().Contains('*', StringComparison.Ordinal) == true);

    private static string WithStage(string text, Template template) =>
        text.Replace("{stage}", template.Output("DocumentName")!.Split('-')[1], StringComparison.Ordinal);

    [GeneratedRegex(@"/[0-9a-f]{64}\.zip")]
    private static partial Regex Archive();
}
