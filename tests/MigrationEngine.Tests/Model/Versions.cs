using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Tests.Model;

public sealed class Versions
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("01.1", "01.1")]
    [InlineData("1_2", "1.2")]
    [InlineData("24.1.0.0", "24.1.0.0")]
    [InlineData("-1", "-1")]
    [InlineData("+12", "+12")]
    [InlineData("٣", "٣")]
    [InlineData("99999999999999999999999", "99999999999999999999999")]
    public void Are_shown_as_written_with_dots(string text, string shown)
    {
        var version = MigrationVersion.Parse(text);
        Assert.Equal((text, shown, shown), (version.RawText, version.DisplayText, version.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.")]
    [InlineData("11..2")]
    [InlineData("8-1")]
    [InlineData("9a")]
    [InlineData("12 ")]
    [InlineData(" 12")]
    [InlineData("1__2")]
    [InlineData("1.٣")]
    public void Hold_nothing_but_numbers(string text)
    {
        Assert.False(MigrationVersion.TryParse(text, out _));
        var error = Assert.Throws<MigrationException>(() => MigrationVersion.Parse(text));
        Assert.Equal(
            (ErrorCode.Error, $"Invalid version containing non-numeric characters. Only 0..9 and . are allowed. Invalid version: {text}"),
            (error.Code, error.Message));
    }

    [Theory]
    [InlineData("1", "1.0", 0)]
    [InlineData("1", "01", 0)]
    [InlineData("٣", "3", 0)]
    [InlineData("1", "1_0_0", 0)]
    [InlineData("0", "0.0", 0)]
    [InlineData("1.9", "1.10", -1)]
    [InlineData("1.9", "2", -1)]
    [InlineData("-1", "0", -1)]
    [InlineData("1.0.1", "1", 1)]
    [InlineData("20210101.120000", "99999999999999999999999", -1)]
    public void Compare_number_by_number(string one, string other, int order)
    {
        var (left, right) = (MigrationVersion.Parse(one), MigrationVersion.Parse(other));
        Assert.Equal((order, -order), (Math.Sign(left.CompareTo(right)), Math.Sign(right.CompareTo(left))));
        Assert.Equal(order == 0, left == right);
        Assert.Equal(order != 0, left != right);
        Assert.Equal(order < 0, left < right);
        Assert.Equal(order <= 0, left <= right);
        Assert.Equal(order > 0, left > right);
        Assert.Equal(order >= 0, left >= right);
        Assert.True(order != 0 || left.GetHashCode() == right.GetHashCode());
    }

    [Fact]
    public void Are_greater_than_none()
    {
        var version = MigrationVersion.Parse("-5");
        Assert.True(version.CompareTo(null) > 0 && version > null && null < version && null <= version && version != null);
        Assert.False(version.Equals((object?)"-5") || version < null || version <= null);
    }
}
