namespace Daybreak.HostAgent.Tests.CommandLine;

public sealed class A_password : IDisposable
{
    private const string Password = "s3cr3t-Pa55";
    private const string Place = "127.0.0.1:1";
    private readonly CliFixture _cli = new();

    [Theory]
    [InlineData("-url=jdbc:postgresql://" + Place + "/x?password=" + Password)]
    [InlineData("-url=postgresql://me:" + Password + "@" + Place + "/x")]
    [InlineData("-url=jdbc:postgresql://" + Place + "/x", "-password=" + Password)]
    [InlineData("-url=jdbc:postgresql://" + Place + "/x", "-jdbcProperties.password=" + Password)]
    [InlineData("-url=jdbc:postgresql://" + Place + "/x?password=" + Password + "&sslmode=odd")]
    [InlineData("-url=jdbc:postgresql://" + Place + "0000000/x?password=" + Password)]
    [InlineData("-url=jdbc:mysql://" + Place + "/x?password=" + Password)]
    [InlineData("-url=me:" + Password + "@" + Place)]
    [InlineData("-url=jdbc:postgresql://" + Place + "/x", "-licenseKey=" + Password)]
    public async Task Is_never_printed(params string[] arguments)
    {
        foreach (var extra in new string[][] { [], ["-X"], ["-outputType=json"], ["-outputType=json", "-X"], ["-nosuch=1"] })
        {
            var result = await _cli.RunAsync([.. arguments, .. extra, "info"]);

            Assert.Equal(1, result.ExitCode);
            Assert.NotEmpty(result.All);
            Assert.DoesNotContain(Password, result.All, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("FLYWAY_PASSWORD")]
    [InlineData("PGPASSWORD")]
    public async Task From_the_environment_is_never_printed(string variable)
    {
        _cli.Environment[variable] = Password;

        var result = await _cli.RunAsync("-url=jdbc:postgresql://" + Place + "/x", "-X", "info");

        Assert.NotEmpty(result.Error);
        Assert.DoesNotContain(Password, result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_broken_toml_file_is_never_printed()
    {
        _cli.Write("flyway.toml", $"[environments.default]\nurl = \"jdbc:postgresql://{Place}/x\"\npassword = \"{Password}\" oops\n");

        var result = await _cli.RunAsync("-X", "info");

        Assert.Contains("line 3, column 26", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, result.All, StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();
}
