using System.Text.Json.Nodes;
using Daybreak.Cdk.Tests.Stacks;

namespace Daybreak.Cdk.Tests.Golden;

[Collection("Synthesis")]
public class A_golden_template(Synthesis synthesis)
{
    private const string Switch = "DAYBREAK_UPDATE_GOLDEN";
    private const int Shown = 40;

    [Theory]
    [MemberData(nameof(Variants.Names), MemberType = typeof(Variants))]
    public async Task Is_what_is_synthesised(string name)
    {
        var file = Path.Combine(GoldenTemplate.Folder, $"{name}.json");
        var actual = GoldenTemplate.Of(synthesis.OfVariant(name).Root);
        if (Environment.GetEnvironmentVariable(Switch) == "1")
        {
            await File.WriteAllTextAsync(file, GoldenTemplate.Text(actual));
        }

        var expected = File.Exists(file) ? JsonNode.Parse(await File.ReadAllTextAsync(file)) : null;
        var differences = Differences.Between(expected, actual).ToList();

        Assert.True(
            differences.Count == 0,
            $"{differences.Count} difference(s) from tests/Cdk.Tests/Golden/{name}.json. Read them; if they are meant, run the tests once with "
            + $"{Switch}=1 and commit what changes.\n{string.Join('\n', differences.Take(Shown))}");
    }

    [Fact]
    public void Exists_for_every_variant_and_for_nothing_else() =>
        Assert.Equal(
            Variants.Contexts.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(GoldenTemplate.Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void Is_small_enough_to_be_read() =>
        Assert.All(Directory.EnumerateFiles(GoldenTemplate.Folder, "*.json"), file => Assert.InRange(new FileInfo(file).Length, 1, 512 * 1024));

    [Fact]
    public void That_differs_is_shown_place_by_place() =>
        Assert.Equal(
            [
                "/a/0\n  expected: 1\n  is:       2",
                "/b\n  expected: (nothing)\n  is:       \"new\"",
            ],
            Differences.Between(JsonNode.Parse("""{"a":[1,3]}"""), JsonNode.Parse("""{"b":"new","a":[2,3]}""")));

    [Fact]
    public void Has_neither_digests_nor_paths()
    {
        var template = JsonNode.Parse($$$"""{"Key":"{{{new string('a', 64)}}}.zip","R":{"Metadata":{"aws:cdk:path":"x"} } }""")!;

        Json.AssertEqual("""{"Key":"<sha256>.zip","R":{}}""", GoldenTemplate.Of(template));
    }
}
