using Daybreak.HostAgent.Run.Settings;

namespace Daybreak.HostAgent.Tests.Run;

public class Names_with_asterisks
{
    [Theory]
    [InlineData("tenant_1", "tenant_1", true)]
    [InlineData("tenant_1", "tenant_10", false)]
    [InlineData("tenant_1", "Tenant_1", false)]
    [InlineData("tenant_*", "tenant_", true)]
    [InlineData("tenant_*", "tenant_001", true)]
    [InlineData("tenant_*", "xtenant_001", false)]
    [InlineData("*", "anything at all", true)]
    [InlineData("*_eu", "a_eu_eu", true)]
    [InlineData("*_eu", "a_eu_us", false)]
    [InlineData("a*b*c", "aXbYc", true)]
    [InlineData("a*b*c", "abcabc", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("a**", "a", true)]
    [InlineData("t.nant", "tenant", false)]
    public void Stand_for_what_is_meant(string pattern, string name, bool matches) =>
        Assert.Equal(matches, new NamePattern(pattern).Matches(name));

    [Fact]
    public void Take_no_longer_than_the_name_is_worth() =>
        Assert.False(new NamePattern(string.Concat(Enumerable.Repeat("*a", 31)) + "b").Matches(new string('a', 63)));
}
