using Daybreak.LocalCloud.Stack;

namespace Daybreak.LocalCloud.Tests.Stack;

public class The_settings_of_a_database
{
    [Theory]
    [InlineData(true, "/state/ca.pem", null)]
    [InlineData(true, null, "require")]
    [InlineData(false, null, "disable")]
    public void Ask_for_the_TLS_that_the_server_has(bool hasTls, string? rootCertificate, string? expected) =>
        Assert.Equal(expected, DatabaseSettings.SslMode(hasTls, rootCertificate));

    [Fact]
    public void Are_recognised_by_the_parameters_name()
    {
        var settings = Read("/daybreak/dev/Users", """{"bucket":"b","databaseName":"users","secretArn":"arn"}""");

        Assert.NotNull(settings);
        Assert.Equal(("Users", "b", "users", "arn"), (settings.Database, settings.Bucket, settings.DatabaseName, settings.SecretArn));
    }

    [Fact]
    public void May_be_those_of_a_fleet()
    {
        var settings = Read("/daybreak/dev/Tenants", """{"bucket":"b","databases":"tenant_*","secretArn":"arn"}""");

        Assert.NotNull(settings);
        Assert.Equal(("Tenants", "postgres"), (settings.Database, settings.DatabaseName));
    }

    [Theory]
    [InlineData("/other/dev/Users", """{"bucket":"b","databaseName":"users"}""")]
    [InlineData("/daybreak/dev/Users", "text")]
    [InlineData("/daybreak/dev/Users", """{"bucket":"b"}""")]
    public void Are_nothing_else(string name, string value) => Assert.Null(Read(name, value));

    private static DatabaseSettings? Read(string name, string value) => DatabaseSettings.Read(new ParameterResource(name, "String", value));
}
