using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public sealed class A_template_that_lacks_something(Synthesis synthesis) : IDisposable
{
    private const string Isolated = """{"databases":["Users"],"stage":"uat"}""";
    private const string Nat = """{"databases":["Users"],"stage":"uat","network":"nat"}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Cannot_be_deployed_before_publishing() =>
        Assert.Equal(
            [
                "artifacts/assets/daybreak/daybreak does not exist: run `make publish`, then deploy again",
                "artifacts/assets/bootstrap/bootstrap does not exist: run `make publish`, then deploy again",
            ],
            Refusals(synthesis.Of(Isolated, folder.Path)));

    [Fact]
    public void Cannot_be_deployed_isolated_without_the_certificates_of_RDS()
    {
        Publish();

        Assert.StartsWith(
            "artifacts/assets/daybreak/rds-global-bundle.pem does not exist, and a host in an isolated network cannot fetch it: run `curl",
            Assert.Single(Refusals(synthesis.Of(Isolated, folder.Path))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Can_be_deployed_isolated_with_them()
    {
        Publish();
        folder.Write("artifacts/assets/daybreak/rds-global-bundle.pem", "certificates");

        Assert.Empty(Refusals(synthesis.Of(Isolated, folder.Path)));
    }

    [Fact]
    public void Can_be_deployed_with_a_gateway_that_fetches_them()
    {
        Publish();

        Assert.Empty(Refusals(synthesis.Of(Nat, folder.Path)));
    }

    private void Publish()
    {
        folder.Write("artifacts/assets/daybreak/daybreak", "agent");
        folder.Write("artifacts/assets/bootstrap/bootstrap", "trigger");
    }

    // A rule refuses when its assertion is false with the parameters' defaults; ours admit no other value.
    private static string[] Refusals(Template template)
    {
        var refusals =
            from rule in template.Root["Rules"]!.AsObject()
            where rule.Key.StartsWith("Guard", StringComparison.Ordinal)
            from assertion in rule.Value!["Assertions"]!.AsArray()
            let comparison = assertion["Assert"]!["Fn::Equals"]!
            let parameter = template.Root["Parameters"]![(string)comparison[0]!["Ref"]!]!
            where parameter["AllowedValues"]!.AsArray().All(value => (string?)value != (string?)comparison[1])
            select (string)assertion["AssertDescription"]!;
        return [.. refusals];
    }
}
