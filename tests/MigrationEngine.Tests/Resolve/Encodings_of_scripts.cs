using System.Text;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;

namespace Daybreak.MigrationEngine.Tests.Resolve;

public sealed class Encodings_of_scripts
{
    [Theory]
    [InlineData("UTF-8", "utf-8")]
    [InlineData("utf8", "utf-8")]
    [InlineData("ISO-8859-1", "iso-8859-1")]
    [InlineData("latin1", "iso-8859-1")]
    [InlineData("UTF-16", "utf-16BE")]
    [InlineData("UTF-16LE", "utf-16")]
    [InlineData("US-ASCII", "us-ascii")]
    [InlineData("windows-1252", "windows-1252")]
    [InlineData("Cp1252", "windows-1252")]
    public void Have_Javas_names(string name, string webName) => Assert.Equal(webName, ScriptEncoding.Parse(name).WebName);

    [Fact]
    public void Are_refused_by_name_when_unknown()
    {
        var error = Assert.Throws<MigrationException>(() => ScriptEncoding.Parse("KLINGON-8"));
        Assert.Equal(ErrorCode.Configuration, error.Code);
        Assert.StartsWith("Unknown encoding 'KLINGON-8'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_strict() => Assert.Throws<DecoderFallbackException>(() => ScriptEncoding.Parse("UTF-8").GetString([0x61, 0xE9, 0x62]));

    [Theory]
    [InlineData("FEFF0061", "utf-16BE")]
    [InlineData("FFFE6100", "utf-16")]
    [InlineData("00610062", "utf-16BE")]
    [InlineData("61006200", "utf-16")]
    [InlineData("61C3A9", "utf-8")]
    [InlineData("61E962", "iso-8859-1")]
    [InlineData("", "utf-8")]
    [InlineData("EFBBBF61", "utf-8")]
    public void Are_detected_by_the_bytes(string hex, string webName) =>
        Assert.Equal(webName, ScriptEncoding.Detect(Convert.FromHexString(hex)).WebName);

    [Theory]
    [InlineData("UTF-16", "FFFE6100", "utf-16")]
    [InlineData("UTF-16", "FEFF0061", "utf-16BE")]
    [InlineData("UTF-8", "FFFE6100", "utf-8")]
    public void Follow_a_byte_order_mark_only_in_UTF_16(string configured, string hex, string webName) =>
        Assert.Equal(webName, ScriptEncoding.ForContent(ScriptEncoding.Parse(configured), Convert.FromHexString(hex)).WebName);
}
