using Daybreak.HostAgent.Run.Settings;
using Npgsql;

namespace Daybreak.HostAgent.Tests.Run;

public class Settings_of_a_database
{
    private const string Least = "\"bucket\":\"b\",\"resultsBucket\":\"r\",\"host\":\"h\",\"databaseName\":\"d\"";

    [Fact]
    public void Are_read_with_their_defaults()
    {
        var settings = Read($$"""{ {{Least}}, "port": "6432", "secretArn": "arn:x", "iamUser": null }""", "/root.pem");

        Assert.Equal(
            ("b", "r", "h", 6432, "d", "arn:x", null, SslMode.VerifyFull, "/root.pem", TimeSpan.FromSeconds(2)),
            (settings.Bucket, settings.ResultsBucket, settings.Host, settings.Port, settings.DatabaseName, settings.SecretArn,
                settings.IamUser, settings.SslMode, settings.SslRootCertificate, settings.SettleTime));
        Assert.Empty(settings.Flyway);
    }

    [Fact]
    public void Hold_flyway_settings_by_the_names_of_the_command_line()
    {
        var settings = Read(
            $$"""
            {
              {{Least}}, "port": 5432, "iamUser": "u", "sslMode": "require", "sslRootCertificate": "/own.pem", "settleSeconds": 0.5,
              "flyway": { "schemas": ["app", "log"], "outOfOrder": true, "lockRetryCount": 3, "placeholders": { "owner": "x" } }
            }
            """,
            "/root.pem");

        Assert.Equal(
            (SslMode.Require, "/own.pem", TimeSpan.FromSeconds(0.5)),
            (settings.SslMode, settings.SslRootCertificate, settings.SettleTime));
        Assert.Equal(
            ["lockRetryCount=3", "outOfOrder=true", "placeholders.owner=x", "schemas=app,log"],
            settings.Flyway.Select(s => $"{s.Key}={s.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[]", "It must be a JSON object, not Array.")]
    [InlineData("{", "It is not JSON: line 1, byte 2.")]
    [InlineData("{}",
        "'bucket' is missing.|'resultsBucket' is missing.|'host' is missing.|'databaseName' is missing."
        + "|Give either 'secretArn' or 'iamUser'; both are missing.")]
    [InlineData("{*,\"secretArn\":\"a\",\"iamUser\":\"u\"}", "Give either 'secretArn' or 'iamUser', not both.")]
    [InlineData("{*,\"secretArn\":\"a\",\"port\":0}", "'port' must be a whole number from 1 to 65535, not '0'.")]
    [InlineData("{*,\"secretArn\":\"a\",\"port\":\"54x\"}", "'port' must be a whole number from 1 to 65535, not '\"54x\"'.")]
    [InlineData("{*,\"secretArn\":\"a\",\"settleSeconds\":301}", "'settleSeconds' must be a number from 0 to 300, not '301'.")]
    [InlineData("{*,\"secretArn\":\"a\",\"sslMode\":\"on\"}",
        "'sslMode' must be one of disable, allow, prefer, require, verify-ca, verify-full, not 'on'.")]
    [InlineData("{*,\"iamUser\":\"u\",\"sslMode\":\"prefer\"}",
        "'sslMode' must be require, verify-ca or verify-full with 'iamUser': the token must not travel in the clear.")]
    [InlineData("{*,\"secretArn\":\"a\",\"flyway\":{\"url\":\"x\",\"Locations\":\"y\"}}",
        "'flyway.url' is not allowed: the run itself says where the database and the migrations are."
        + "|'flyway.Locations' is not allowed: the run itself says where the database and the migrations are.")]
    [InlineData("{*,\"secretArn\":\"a\",\"flyway\":{\"target\":null}}",
        "'flyway.target' must be a text, a number, true or false, or a list of these.")]
    [InlineData("{*,\"secretArn\":7}", "'secretArn' must be a text that is not empty and has no blanks around it, not '7'.")]
    public void Are_refused_with_every_problem(string json, string expected)
    {
        var problems = new List<string>();

        Assert.Null(DatabaseSettingsParser.Parse(json.Replace("*", Least, StringComparison.Ordinal), null, problems));
        Assert.Equal(expected.Split('|'), problems);
    }

    [Fact]
    public void Refuse_a_name_that_is_none()
    {
        var problems = new List<string>();

        DatabaseSettingsParser.Parse($$"""{ {{Least}}, "secretArn": "a", "sslmode": "disable" }""", null, problems);

        Assert.StartsWith("'sslmode' is not a setting; there are bucket, ", Assert.Single(problems), StringComparison.Ordinal);
    }

    private static DatabaseSettings Read(string json, string? rootCertificate)
    {
        var problems = new List<string>();
        var settings = DatabaseSettingsParser.Parse(json, rootCertificate, problems);
        Assert.Empty(problems);
        return settings!;
    }
}
