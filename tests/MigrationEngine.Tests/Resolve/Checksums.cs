using System.Text;
using Daybreak.MigrationEngine.Resolve;
using FsCheck;
using FsCheck.Fluent;

namespace Daybreak.MigrationEngine.Tests.Resolve;

public sealed class Checksums
{
    [Theory]
    [InlineData("select 1;\nselect 2;\n", -593479011)]
    [InlineData("select 1;\n", -690524359)]
    [InlineData("create table a(i int);\n", -731837914)]
    [InlineData("select 'hé世😀';\n", -1069339437)]
    [InlineData("-- nothing\n", 1822733853)]
    [InlineData("", 0)]
    [InlineData("\uFEFF", 0)]
    [InlineData("\r\n\n\r", 0)]
    public void Are_Flyways(string text, int expected) => Assert.Equal(expected, Checksum.Of(text));

    [Theory]
    [InlineData("a\nb\n", "a\r\nb")]
    [InlineData("a\nb\n", "a\rb\r")]
    [InlineData("a\nb\n", "\n\na\n\n\nb")]
    [InlineData("a\nb\n", "\uFEFFa\nb\n")]
    public void Do_not_see_line_ends_blank_lines_and_the_byte_order_mark(string one, string other) =>
        Assert.Equal(Checksum.Of(one), Checksum.Of(other));

    [Theory]
    [InlineData("a\n", "a \n")]
    [InlineData("a\n", "\ta\n")]
    [InlineData("a", "\uFEFF\uFEFFa")]
    [InlineData("a\nb", "a\n\uFEFFb")]
    [InlineData("a\nb", "a\u0085b")]
    [InlineData("a\nb", "a\u2028b")]
    [InlineData("a\nb", "a\vb")]
    public void See_everything_else(string one, string other) => Assert.NotEqual(Checksum.Of(one), Checksum.Of(other));

    [Fact]
    public void Do_not_depend_on_the_chunks_in_which_the_text_comes() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll<NonNull<string>, PositiveInt>((text, size) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text.Get.Replace('q', '\n').Replace('r', '\r'));
            var checksum = new Checksum();
            // The first three bytes come together: a byte order mark may be there.
            checksum.Append(bytes.AsSpan(0, Math.Min(3, bytes.Length)));
            foreach (var chunk in bytes.Skip(3).Chunk(size.Get))
            {
                checksum.Append(chunk);
            }

            return checksum.Value == Checksum.Of(bytes);
        }));

    [Fact]
    public void Are_those_of_the_polynomial_bit_by_bit() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll<byte[]>(bytes => Checksum.Of(bytes) == BitByBit(bytes)));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n\n")]
    public void Are_those_of_the_polynomial_for_lines_of_every_length(string end)
    {
        var lines = Enumerable.Range(0, 140).Select(length => new string((char)('a' + (length % 26)), length));
        var bytes = Encoding.UTF8.GetBytes(string.Join(end, lines) + end + new string('z', 10_000));

        Assert.Equal(BitByBit(bytes), Checksum.Of(bytes));
    }

    private static int BitByBit(byte[] bytes)
    {
        var text = bytes.AsSpan();
        var crc = uint.MaxValue;
        foreach (var value in text.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? text[3..] : text)
        {
            if (value is (byte)'\n' or (byte)'\r')
            {
                continue;
            }

            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return (int)~crc;
    }
}
