using Daybreak.HostAgent.Configuration;

namespace Daybreak.HostAgent.Tests.Configuration;

public sealed class A_conf_file
{
    private static readonly Dictionary<string, string> Environment = new() { ["NAME"] = "from env", ["_x9"] = "y" };

    [Theory]
    [InlineData("# comment\n! other\n\n  flyway.a = b  \n", "b")]
    [InlineData("flyway.a=b", "b")]
    [InlineData("flyway.a:b", "b")]
    [InlineData("flyway.a b", "b")]
    [InlineData("flyway.a\t=\tb", "b")]
    [InlineData("flyway.a", "")]
    [InlineData("flyway.a=", "")]
    [InlineData("flyway.a==b", "=b")]
    [InlineData("flyway.a=b=c:d", "b=c:d")]
    [InlineData("flyway.a=hé = llo: w\\u00f6rld\n", "hé = llo: w\\u00f6rld")]
    [InlineData("flyway.a=C:\\dir\\x", "C:\\dir\\x")]
    [InlineData("flyway.a=x,\\\n  y,\\\r\n  z\n", "x,y,z")]
    [InlineData("flyway.a=x\\\n\nflyway.b=y", "x\\")]
    [InlineData("flyway.a=x\\\nflyway.b=y", "x\\")]
    [InlineData("flyway.a=x\\", "x\\")]
    [InlineData("flyway.a=b\nflyway.a=c", "c")]
    [InlineData("flyway.a=<${NAME}${_x9}${UNSET}>", "<from envy>")]
    [InlineData("flyway.a=${not a name} ${", "${not a name} ${")]
    public void Is_read_as_flyway_reads_it(string text, string expected) =>
        Assert.Equal(expected, ConfFile.Read(text, "x.conf", Environment)["a"]!.Text);

    [Fact]
    public void May_hold_keys_of_others() =>
        Assert.Equal(["a"], ConfFile.Read("other=1\nFlyway.b=2\nflyway.a=3", "x.conf", Environment).Values.Keys);
}
