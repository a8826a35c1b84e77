using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public class Every_bucket(Synthesis synthesis)
{
    public static TheoryData<string, string> Buckets => Matrix.Of(
        ["dev", "uat", "prod"], ["Migrations/Users/Bucket", "Migrations/Products/Bucket", "Results/Bucket", "Access/Logs/Bucket"]);

    [Theory]
    [MemberData(nameof(Buckets))]
    public void Keeps_versions(string stage, string place) =>
        Json.AssertEqual("""{"Status":"Enabled"}""", Properties(stage, place)["VersioningConfiguration"]);

    [Theory]
    [MemberData(nameof(Buckets))]
    public void Is_encrypted(string stage, string place) =>
        Json.AssertEqual(
            """{"ServerSideEncryptionConfiguration":[{"ServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}""",
            Properties(stage, place)["BucketEncryption"]);

    [Theory]
    [MemberData(nameof(Buckets))]
    public void Is_private(string stage, string place)
    {
        var properties = Properties(stage, place);

        Json.AssertEqual(
            """{"BlockPublicAcls":true,"BlockPublicPolicy":true,"IgnorePublicAcls":true,"RestrictPublicBuckets":true}""",
            properties["PublicAccessBlockConfiguration"]);
        Json.AssertEqual("""{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]}""", properties["OwnershipControls"]);
    }

    [Theory]
    [MemberData(nameof(Buckets))]
    public void Refuses_what_does_not_come_over_TLS(string stage, string place)
    {
        var bucket = (string?)Properties(stage, place)["BucketName"] ?? $"<{place}>";
        var policy = synthesis.OfStage(stage).Of("AWS::S3::BucketPolicy")[place.Replace("/Bucket", "/Policy", StringComparison.Ordinal)];

        Assert.Equal(bucket, (string?)policy["Properties"]!["Bucket"]);
        Json.AssertEqual(
            $$"""
            {"Sid":"TlsOnly","Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*",
             "Resource":["arn:aws:s3:::{{bucket}}","arn:aws:s3:::{{bucket}}/*"],
             "Condition":{"Bool":{"aws:SecureTransport":"false"} } }
            """,
            policy["Properties"]!["PolicyDocument"]!["Statement"]![0]);
    }

    [Theory]
    [InlineData("Migrations/Users/Bucket", "Daybreak-dev/Migrations/Users/")]
    [InlineData("Migrations/Products/Bucket", "Daybreak-dev/Migrations/Products/")]
    [InlineData("Results/Bucket", "Daybreak-dev/Results/")]
    public void Logs_the_access_to_it_in_a_place_of_its_own(string place, string prefix) =>
        Json.AssertEqual(
            $$"""{"DestinationBucketName":"<Access/Logs/Bucket>","LogFilePrefix":"{{prefix}}"}""",
            Properties("dev", place)["LoggingConfiguration"]);

    [Fact]
    public void Logs_the_access_to_it_in_a_place_of_its_own_whatever_its_database_is_called() =>
        Assert.Equal(
            ["Daybreak-dev/Migrations/Default/", "Daybreak-dev/Migrations/DefaultUsers/"],
            synthesis.Of("""{"databases":["Default","DefaultUsers"]}""").Of("AWS::S3::Bucket").Values
                .Select(bucket => (string?)bucket["Properties"]!["LoggingConfiguration"]?["LogFilePrefix"])
                .Where(prefix => prefix?.Contains("/Migrations/", StringComparison.Ordinal) == true).Order());

    // S3 allows the one or the other; expiry takes the markers along.
    [Theory]
    [MemberData(nameof(Buckets))]
    public void Is_cleared_of_the_markers_of_deleted_objects(string stage, string place)
    {
        var rule = Properties(stage, place)["LifecycleConfiguration"]!["Rules"]![0]!;

        Assert.Equal(rule["ExpirationInDays"] is null, (bool?)rule["ExpiredObjectDeleteMarker"] == true);
    }

    [Fact]
    public void But_that_of_the_logs_lets_S3_write_them()
    {
        var policy = synthesis.OfStage("dev").Of("AWS::S3::BucketPolicy")["Access/Logs/Policy"];

        Json.AssertEqual(
            """
            {"Sid":"AccessLogs","Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject",
             "Resource":"arn:aws:s3:::<Access/Logs/Bucket>/*","Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}
            """,
            policy["Properties"]!["PolicyDocument"]!["Statement"]![1]);
    }

    private JsonObject Properties(string stage, string place) =>
        synthesis.OfStage(stage).Of("AWS::S3::Bucket")[place]["Properties"]!.AsObject();
}
