using System.Text;
using Amazon.Lambda.S3Events;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace Daybreak.TriggerFunction.Tests;

public sealed class The_JSON_of_S3
{
    [Theory]
    [InlineData("s3-event-2.1.json", "2.1", "ObjectCreated:Put")]
    [InlineData("s3-event-2.2.json", "2.2", "ObjectCreated:CompleteMultipartUpload")]
    public void Is_read_with_all_that_is_needed(string sample, string version, string eventName)
    {
        var record = Assert.Single(Read(Samples.Text(sample)).Records);

        Assert.Equal(version, record.EventVersion);
        Assert.Equal(eventName, record.EventName);
        Assert.Equal("aws:s3", record.EventSource);
        Assert.Equal("eu-central-1", record.AwsRegion);
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), record.EventTime);
        Assert.Equal("users-b", record.S3.Bucket.Name);
        Assert.Equal("arn:aws:s3:::users-b", record.S3.Bucket.Arn);
        Assert.Equal("V3__add+e%2Dmail.sql", record.S3.Object.Key);
        Assert.Equal(1024, record.S3.Object.Size);
        Assert.Equal("d41d8cd98f00b204e9800998ecf8427e", record.S3.Object.ETag);
        Assert.Equal("096fKKXTRTtl3on89fVO.nfljtsv6qko", record.S3.Object.VersionId);
        Assert.Equal("0055AED6DCD90281E5", record.S3.Object.Sequencer);
        Assert.Equal("1.0", record.S3.S3SchemaVersion);
        Assert.Equal("127.0.0.1", record.RequestParameters.SourceIPAddress);
        Assert.Equal("C3D13FE58DE4C810", record.ResponseElements.XAmzRequestId);
        Assert.Equal("AWS:ROLE:deployer", record.UserIdentity.PrincipalId);
    }

    [Fact]
    public void Has_no_records_in_the_test_event()
        => Assert.Null(Read(
            """{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"users-b","RequestId":"r","HostId":"h"}""").Records);

    [Fact]
    public void Is_refused_with_the_reason_when_it_is_broken()
    {
        var error = Assert.Throws<JsonSerializerException>(() => Read("""{"Records":7}"""));

        Assert.Contains(nameof(S3Event), error.Message, StringComparison.Ordinal);
        Assert.Contains("$.Records", error.Message, StringComparison.Ordinal);
    }

    private static S3Event Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return new SourceGeneratorLambdaJsonSerializer<TriggerJsonContext>().Deserialize<S3Event>(stream);
    }
}
