using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;

namespace Daybreak.MigrationEngine.Tests.Resolve;

public sealed class Settings_of_a_script
{
    [Fact]
    public void Are_read_from_lines_of_keys_and_values() => Assert.Equal(
        new ScriptConfig(false, "ISO-8859-1", true, false),
        ScriptConfigParser.Parse(
            "\uFEFF# comment\r\n! comment\r\n\r\nexecuteInTransaction = FALSE\r\nencoding=ISO-8859-1\nplaceholderReplacement: true\nshouldExecute=false", "x"));

    [Fact]
    public void Say_nothing_where_nothing_is_written() => Assert.Equal(ScriptConfig.None, ScriptConfigParser.Parse("\n# executeInTransaction=false\n", "x"));

    [Theory]
    [InlineData(
        "\nexecuteInTransaction=maybe", "Invalid value for executeInTransaction (should be either true or false): maybe (V1__a.sql.conf:2)")]
    [InlineData("shouldExecute", "Invalid value for shouldExecute (should be either true or false):  (V1__a.sql.conf:1)")]
    [InlineData(
        "foo=1",
        "Unknown configuration property: foo (V1__a.sql.conf:1). Please check your script config files: "
        + "executeInTransaction, encoding, placeholderReplacement and shouldExecute are known.")]
    public void Are_refused_where_they_are_wrong(string text, string message)
    {
        var error = Assert.Throws<MigrationException>(() => ScriptConfigParser.Parse(text, "V1__a.sql.conf"));
        Assert.Equal((ErrorCode.Configuration, message), (error.Code, error.Message));
    }
}
