namespace Daybreak.TriggerFunction.Tests;

public sealed class The_environment
{
    private readonly Dictionary<string, string?> _variables = new()
    {
        ["DAYBREAK_DATABASES"] = """{"users-b":"Users","products-b":"Products"}""",
        ["DAYBREAK_DOCUMENT"] = "Daybreak-dev-Migrate",
        ["DAYBREAK_HOST_TAG"] = "daybreak:host=dev",
    };

    [Fact]
    public void Gives_the_settings()
    {
        var settings = Read();

        Assert.Equal("Users", settings.Databases["users-b"]);
        Assert.Equal("Products", settings.Databases["products-b"]);
        Assert.Equal("Daybreak-dev-Migrate", settings.Document);
        Assert.Equal("tag:daybreak:host", settings.HostTag.TargetKey);
        Assert.Equal("dev", settings.HostTag.Value);
        Assert.Equal(3600, settings.DeliveryTimeoutSeconds);
        Assert.Equal([".sql"], settings.SuffixesOf("users-b"));
    }

    [Fact]
    public void May_give_the_suffixes_of_a_bucket()
    {
        _variables["DAYBREAK_SUFFIXES"] = """{"users-b":[".sql",".pgsql"]}""";

        var settings = Read();

        Assert.Equal([".sql", ".pgsql"], settings.SuffixesOf("users-b"));
        Assert.Equal([".sql"], settings.SuffixesOf("products-b"));
    }

    [Fact]
    public void Is_told_all_its_problems_at_once()
    {
        _variables.Clear();
        _variables["DAYBREAK_DELIVERY_TIMEOUT_SECONDS"] = "5";

        var message = Assert.Throws<TriggerSettingsException>(() => Read()).Message;

        Assert.Contains("4 problem(s)", message, StringComparison.Ordinal);
        Assert.Contains("DAYBREAK_DATABASES is not set", message, StringComparison.Ordinal);
        Assert.Contains("DAYBREAK_DOCUMENT is not set", message, StringComparison.Ordinal);
        Assert.Contains("DAYBREAK_HOST_TAG is not set", message, StringComparison.Ordinal);
        Assert.Contains("DAYBREAK_DELIVERY_TIMEOUT_SECONDS '5'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DAYBREAK_DATABASES", "{", "not valid JSON")]
    [InlineData("DAYBREAK_DATABASES", "[]", "not a JSON object")]
    [InlineData("DAYBREAK_DATABASES", "{}", "lists no bucket")]
    [InlineData("DAYBREAK_DATABASES", """{"b":"Us ers"}""", "'Us ers' of bucket 'b' is not a database name")]
    [InlineData("DAYBREAK_DATABASES", """{"b":"$(x)"}""", "'$(x)' of bucket 'b' is not a database name")]
    [InlineData("DAYBREAK_DATABASES", """{"b":"Users\n"}""", "is not a database name")]
    [InlineData("DAYBREAK_DATABASES", """{"b":7}""", "'7' of bucket 'b' is not a database name")]
    [InlineData("DAYBREAK_DATABASES", """{"b":"Users","b":"Products"}""", "bucket 'b' is listed twice")]
    [InlineData("DAYBREAK_SUFFIXES", """{"b":".sql"}""", "is not a JSON object of lists")]
    [InlineData("DAYBREAK_DOCUMENT", "a;b", "'a;b' is not the name or ARN of an SSM document")]
    [InlineData("DAYBREAK_HOST_TAG", "daybreak", "'daybreak' is not a tag")]
    [InlineData("DAYBREAK_HOST_TAG", "a=b c", "'a=b c' is not a tag")]
    [InlineData("DAYBREAK_DELIVERY_TIMEOUT_SECONDS", "ten", "'ten' is not a number of seconds from 30 to 2592000")]
    public void Is_refused_with_the_reason(string variable, string value, string reason)
    {
        _variables[variable] = value;

        var message = Assert.Throws<TriggerSettingsException>(() => Read()).Message;

        Assert.Contains("1 problem(s)", message, StringComparison.Ordinal);
        Assert.Contains(variable, message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    private TriggerSettings Read() => TriggerSettings.FromEnvironment(_variables.GetValueOrDefault);
}
