using Daybreak.TriggerFunction.Requests;

namespace Daybreak.TriggerFunction.Tests.Requests;

public sealed class An_object_key
{
    [Theory]
    [InlineData("V1__a.sql", "V1__a.sql")]
    [InlineData("V1__add+email.sql", "V1__add email.sql")]
    [InlineData("V1__a%2Bb.sql", "V1__a+b.sql")]
    [InlineData("2026/V1__%C3%BC%E2%82%AC.sql", "2026/V1__ü€.sql")]
    [InlineData("%24%28touch+x%29%0A%27%22.sql", "$(touch x)\n'\".sql")]
    [InlineData("..%2F..%2Fetc/V1__a.sql", "../../etc/V1__a.sql")]
    [InlineData("100%25.sql", "100%.sql")]
    public void Is_decoded_as_S3_encodes_it(string encoded, string key) => Assert.Equal(key, ObjectKey.Decode(encoded));

    [Theory]
    [InlineData("V1__a.sql", true)]
    [InlineData("sub/folder/R__view.sql", true)]
    [InlineData("beforeMigrate.sql", true)]
    [InlineData("V1__a.sql.conf", true)]
    [InlineData("daybreak-manifest.json", true)]
    [InlineData("release/daybreak-manifest.json", true)]
    [InlineData("my-daybreak-manifest.json", false)]
    [InlineData("daybreak-manifest.json/readme.md", false)]
    [InlineData("V1__a.SQL", true)]
    [InlineData("V1__a.sql.bak", false)]
    [InlineData("a.sql/", false)]
    [InlineData("flyway.conf", false)]
    [InlineData("readme.md", false)]
    [InlineData("", false)]
    public void Is_a_migration_or_is_not(string key, bool migration) => Assert.Equal(migration, ObjectKey.IsMigration(key, [".sql"]));
}
