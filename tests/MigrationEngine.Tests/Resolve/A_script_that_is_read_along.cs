using System.Text;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;

namespace Daybreak.MigrationEngine.Tests.Resolve;

public sealed class A_script_that_is_read_along : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly ScriptFollower _follower = new();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Is_passed_on_whole_and_keeps_its_checksum()
    {
        var script = Write(Line("é世😀", 400_000));
        Assert.True(script.TryFollow(_follower));

        var reading = Task.Run(() => Read(script));
        using var text = new MemoryStream();
        await (await _follower.Text)!.CopyToAsync(text);

        Assert.Equal(await File.ReadAllBytesAsync(_path), text.ToArray());
        Assert.Equal(Checksum.Of(text.ToArray()), await reading);
    }

    [Fact]
    public async Task By_somebody_who_stops_is_read_to_its_end()
    {
        var script = Write(Line("abc", 2_000_000));
        script.TryFollow(_follower);

        var reading = Task.Run(() => Read(script));
        await using (var text = (await _follower.Text)!)
        {
            await text.ReadExactlyAsync(new byte[100_000]);
        }

        Assert.Equal(Checksum.Of(await File.ReadAllBytesAsync(_path)), await reading);
    }

    [Fact]
    public async Task Is_not_passed_on_where_it_is_short()
    {
        var script = Write("select 1;"u8.ToArray());
        script.TryFollow(_follower);

        Read(script);
        script.EndReading();

        Assert.Null(await _follower.Text);
    }

    [Fact]
    public async Task Is_not_passed_on_to_its_end_where_it_is_not_well_formed()
    {
        var script = Write([.. Enumerable.Repeat((byte)' ', 2_000_000), 0xFF]);
        script.TryFollow(_follower);

        var reading = Task.Run(() => Assert.Throws<MigrationException>(() => Read(script)));
        var abandoned = Assert.ThrowsAsync<IOException>(async () => await (await _follower.Text)!.CopyToAsync(Stream.Null));
        await reading;
        script.EndReading();

        await abandoned;
    }

    [Fact]
    public void Is_so_only_by_who_comes_before_its_end()
    {
        var script = Write("select 1;"u8.ToArray());
        script.EndReading();

        Assert.False(script.TryFollow(_follower));
    }

    private static int Read(FoundScript script) =>
        new ScriptContent(new EngineConfiguration { Locations = [], WorkingDirectory = "/" }).ChecksumOf(script.File.Path, ScriptConfig.None, script);

    private static byte[] Line(string text, int times) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text + "\n", times)));

    private FoundScript Write(byte[] text)
    {
        File.WriteAllBytes(_path, text);
        return new FoundScript(new ScriptFile(_path, "V1__a.sql"), new ResourceName(ResourceKind.Versioned, MigrationVersion.Parse("1"), "a", null, null));
    }
}
