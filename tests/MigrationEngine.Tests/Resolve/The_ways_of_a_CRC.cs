using Daybreak.MigrationEngine.Resolve;
using FsCheck;
using FsCheck.Fluent;

namespace Daybreak.MigrationEngine.Tests.Resolve;

/// <summary>Each way the processor offers gives what the polynomial gives bit by bit; a way it does not have falls back on the one taken.</summary>
public sealed class The_ways_of_a_CRC
{
    private delegate uint Way(uint crc, ReadOnlySpan<byte> bytes);

    [Fact]
    public void By_tables_is_the_polynomial() => Equals(Crc32.UpdateByTables, 0);

    [Fact]
    public void By_folding_is_the_polynomial() => Equals(Crc32.CanFold ? Crc32.UpdateByFolding : Crc32.Update, 64);

    [Fact]
    public void By_instruction_is_the_polynomial() => Equals(Crc32.HasInstruction ? Crc32.UpdateByInstruction : Crc32.Update, 0);

    [Fact]
    public void What_is_taken_is_the_polynomial() => Equals(Crc32.Update, 0);

    [Fact]
    public void The_check_value_of_the_standard_comes_out() => Assert.Equal(0xCBF43926, ~Crc32.Update(uint.MaxValue, "123456789"u8));

    private static void Equals(Way way, int least)
    {
        for (var length = least; length < least + 300; length++)
        {
            Same(way, Random(length), (uint)length * 0x9E3779B9);
        }

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll<PositiveInt, uint>((length, crc) => Same(way, Random(least + (length.Get * 37 % 20_000)), crc)));
    }

    private static void Same(Way way, byte[] bytes, uint crc) => Assert.Equal(BitByBit(crc, bytes), way(crc, bytes));

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static uint BitByBit(uint crc, byte[] bytes)
    {
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return crc;
    }
}
