using System.Net;
using System.Text;
using System.Web;
using System.Xml.Linq;

namespace Daybreak.LocalCloud.Tests.S3;

public sealed class Hostile_keys : S3Tests
{
    private static readonly string[] Keys =
    [
        "../../etc/passwd", "..", ".", "a/../b", "a/./b", "a//b", "/lead", "trail/", "a b", "a+b", "a%20b", "quote\"'", "<tag>&amp;",
        "new\nline", "car\rriage", "tab\t", "\u0001", "ü/Ä", "漢字", "\uffee", "😀", "C:\\x", "*?|", "{}[]^`~",
        "#frag?x=y&z", "%2e%2e%2f", "{\"a\":1}\n",
    ];

    [Fact]
    public async Task Never_become_paths()
    {
        foreach (var key in Keys)
        {
            using var put = await SendAsync("PUT", "/users/" + Uri.EscapeDataString(key), key);
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        }

        await Server.RestartAsync();
        foreach (var key in Keys)
        {
            using var got = await SendAsync("GET", "/users/" + Uri.EscapeDataString(key));
            Assert.Equal(key, await got.Content.ReadAsStringAsync());
        }

        var expected = Keys.OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal);
        Assert.Equal(expected, await ListAsync());
        Assert.All(Directory.GetFiles(Path.Combine(Server.Directory, "blobs"), "*", SearchOption.AllDirectories),
            path => Assert.Matches("^[0-9a-f]{32}$", Path.GetFileName(path)));
    }

    [Fact]
    public async Task Stand_in_the_target_as_they_are()
    {
        using var put = await SendAsync("PUT", "/users/a/../../../b", "x");
        Assert.Equal(["a/../../../b"], await ListAsync());
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
    }

    [Fact]
    public async Task Go_through_the_SDK()
    {
        foreach (var key in Keys.Where(key => key is not ("." or "..")))
        {
            await PutAsync(key, key);
            Assert.Equal(key, await ReadAsync(key));
        }
    }

    [Fact]
    public async Task May_have_1024_bytes_and_no_more()
    {
        var longest = Uri.EscapeDataString(new string('ü', 512));
        using var put = await SendAsync("PUT", "/users/" + longest, "x");
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        var document = await RefusedAsync(HttpStatusCode.BadRequest, "KeyTooLongError", SendAsync("PUT", "/users/" + longest + "a", "x"));
        Assert.Contains("<Size>1025</Size>", document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/users/%ff")]
    [InlineData("/users/%c3")]
    [InlineData("/users/%zz")]
    [InlineData("/users/%4")]
    public async Task That_are_not_UTF_8_are_refused(string target) =>
        await RefusedAsync(HttpStatusCode.BadRequest, "InvalidURI", SendAsync("PUT", target, "x"));

    private async Task<IEnumerable<string>> ListAsync()
    {
        using var answer = await SendAsync("GET", "/users?list-type=2&encoding-type=url");
        return XDocument.Parse(await answer.Content.ReadAsStringAsync()).Descendants()
            .Where(element => element.Name.LocalName == "Key")
            .Select(element => HttpUtility.UrlDecode(element.Value))
            .ToList();
    }
}
