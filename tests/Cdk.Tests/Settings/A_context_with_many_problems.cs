using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Tests.Settings;

public class A_context_with_many_problems
{
    [Fact]
    public void Is_refused_with_all_of_them_at_once()
    {
        var exception = Assert.Throws<InvalidSettingsException>(
            () => ContextReader.Read("""{"databases":["a","A","b-c"],"stage":"qa","network":"x","stagee":"dev"}"""));

        Assert.Collection(
            exception.Problems,
            problem => Assert.StartsWith("context: 'stagee'", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("stage: 'qa'", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("network: 'x'", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("databases: 'b-c'", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("databases: 'a' and 'A'", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Is_refused_when_there_is_none_at_all()
    {
        var exception = Assert.Throws<InvalidSettingsException>(() => ContextReader.Read(null));

        Assert.Contains("npx cdk synth", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }
}
