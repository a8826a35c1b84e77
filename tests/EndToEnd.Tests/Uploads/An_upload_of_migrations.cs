using System.Text;
using Amazon.S3.Model;
using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Uploads;

[Collection(LocalCloudCollection.Name)]
public sealed class An_upload_of_migrations(LocalCloudFixture fixture)
{
    // S3's smallest part, but for the last one.
    private const int PartSize = 5 * 1024 * 1024;

    [Fact]
    public async Task Is_applied_and_what_is_uploaded_later_is_added()
    {
        var database = await fixture.FreshDatabaseAsync();

        var first = await database.UploadAsync(
            ("V1__create_persons.sql", "CREATE TABLE persons (id int PRIMARY KEY, name text);"),
            ("V2__add_email.sql", "ALTER TABLE persons ADD email text;\nINSERT INTO persons VALUES (1, 'Ada', 'ada@example.com');"));
        var second = await database.UploadAsync(("V3__add_city.sql", "ALTER TABLE persons ADD city text DEFAULT 'London';"));

        Assert.All(first, run => Assert.True(run is { Status: "Success", ExitCode: 0 }, run.All));
        var last = Assert.Single(second);
        Assert.True(last is { Status: "Success", ExitCode: 0 }, last.All);
        Assert.Contains("Applied V3__add_city.sql", last.Answer, StringComparison.Ordinal);
        Assert.Equal("3", last.Summary["versionAfter"]!.ToString());
        Assert.Equal(
            [
                "1|1|create persons|SQL|V1__create_persons.sql|t",
                "2|2|add email|SQL|V2__add_email.sql|t",
                "3|3|add city|SQL|V3__add_city.sql|t",
            ],
            await database.HistoryAsync());
        Assert.Equal(["1|Ada|ada@example.com|London"], await database.QueryAsync("SELECT * FROM persons"));
    }

    [Fact]
    public async Task Is_applied_when_it_comes_in_parts()
    {
        var database = await fixture.FreshDatabaseAsync();
        var script = Encoding.UTF8.GetBytes($"CREATE TABLE large (line text);\nCOPY large FROM STDIN;\n{Lines(120_000)}\\.\n");
        Assert.True(script.Length > PartSize);

        var runs = await database.AfterAsync(1, () => UploadInPartsAsync(database, "V1__large.sql", script));

        Assert.All(runs, run => Assert.True(run.Status == "Success", run.All));
        Assert.Equal(["120000"], await database.QueryAsync("SELECT count(*) FROM large"));
    }

    [Fact]
    public async Task Is_applied_from_a_folder_and_under_a_name_with_blanks_and_other_letters()
    {
        var database = await fixture.FreshDatabaseAsync();
        const string Key = "größe & maß/2024+2025/V1__straße für 人 (50%).sql";

        var run = Assert.Single(await database.UploadAsync((Key, "CREATE TABLE straße (größe int);")));

        Assert.True(run.Status == "Success", run.All);
        Assert.Contains(Key, run.Answer, StringComparison.Ordinal);
        Assert.Equal(["1|1|straße für 人 (50%)|SQL|größe & maß/2024+2025/V1__straße für 人 (50%).sql|t"], await database.HistoryAsync());
        Assert.Equal(["straße"], await database.TablesAsync());
    }

    [Fact]
    public async Task Reaches_its_own_database_only()
    {
        var (database, other) = (await fixture.FreshDatabaseAsync(), await fixture.FreshDatabaseAsync());

        var mine = database.UploadAsync(("V1__mine.sql", "CREATE TABLE mine (id int);"));
        var theirs = other.UploadAsync(("V1__theirs.sql", "CREATE TABLE theirs (id int);"));

        Assert.Equal("Success", Assert.Single(await mine).Status);
        Assert.Equal("Success", Assert.Single(await theirs).Status);
        Assert.Equal(["mine"], await database.TablesAsync());
        Assert.Equal(["theirs"], await other.TablesAsync());
    }

    private static string Lines(int count) => string.Concat(Enumerable.Range(1, count).Select(i => $"{i:D8} {new string('x', 40)}\n"));

    private static async Task UploadInPartsAsync(LocalDatabase database, string key, byte[] content)
    {
        var s3 = database.Cloud.S3;
        var upload = await s3.InitiateMultipartUploadAsync(database.Bucket, key);
        var parts = new List<PartETag>();
        foreach (var (index, part) in content.Chunk(PartSize).Index())
        {
            using var stream = new MemoryStream(part);
            var response = await s3.UploadPartAsync(new UploadPartRequest
            {
                BucketName = database.Bucket,
                Key = key,
                UploadId = upload.UploadId,
                PartNumber = index + 1,
                InputStream = stream,
            });
            parts.Add(new PartETag(index + 1, response.ETag));
        }

        await s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = database.Bucket,
            Key = key,
            UploadId = upload.UploadId,
            PartETags = parts,
        });
    }
}
