using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Notifications;
using Daybreak.LocalCloud.S3;

namespace Daybreak.LocalCloud.Tests.Notifications;

public class An_object_created
{
    private static readonly NotificationRule _rule = new()
    {
        Id = "rule-1",
        Bucket = "users",
        Events = ["s3:ObjectCreated:*"],
        FunctionArn = "arn",
    };

    private static readonly ObjectCreated _created = new(
        "users", "a b/V1__é+ö.sql", 12, "abc", "v1", "0055AED6DCD90281E5", "ObjectCreated:Put",
        DateTimeOffset.UnixEpoch.AddMilliseconds(1));

    [Fact]
    public void Is_told_in_S3s_message()
    {
        var expected = JsonNode.Parse("""
            { "Records": [ {
              "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "us-east-1",
              "eventTime": "1970-01-01T00:00:00.001Z", "eventName": "ObjectCreated:Put",
              "userIdentity": { "principalId": "AWS:000000000000" },
              "requestParameters": { "sourceIPAddress": "127.0.0.1" },
              "responseElements": { "x-amz-request-id": "0055AED6DCD90281E5", "x-amz-id-2": "0055AED6DCD90281E5" },
              "s3": {
                "s3SchemaVersion": "1.0", "configurationId": "rule-1",
                "bucket": { "name": "users", "ownerIdentity": { "principalId": "000000000000" }, "arn": "arn:aws:s3:::users" },
                "object": {
                  "key": "a+b/V1__%C3%A9%2B%C3%B6.sql", "size": 12, "eTag": "abc", "versionId": "v1", "sequencer": "0055AED6DCD90281E5" }
              } } ] }
            """);

        Assert.Equal(expected!.ToJsonString(), NotificationMessage.Create(_created, _rule).ToJsonString());
    }

    [Fact]
    public void Has_no_version_in_a_bucket_without_versions() => Assert.DoesNotContain(
        "versionId", NotificationMessage.Create(_created with { VersionId = null }, _rule).ToJsonString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("V1__a.sql", "V1__a.sql")]
    [InlineData("x/y z.sql", "x/y+z.sql")]
    [InlineData("1+1=2&3.sql", "1%2B1%3D2%263.sql")]
    [InlineData("ü.sql", "%C3%BC.sql")]
    public void Has_its_key_form_url_encoded(string key, string expected) => Assert.Equal(expected, NotificationMessage.EncodeKey(key));
}
