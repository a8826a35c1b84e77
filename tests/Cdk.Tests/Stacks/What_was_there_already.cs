using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public class What_was_there_already(Synthesis synthesis)
{
    private const string Key = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000";

    private readonly Template template = synthesis.Of(
        $$"""
        {"databases":["Users",{"name":"Orders","databaseName":"shop","flyway":{"schemas":"a"} }],"key":"{{Key}}",
         "vpc":{"id":"vpc-0a1b2c3d","availabilityZones":["eu-west-1a"],"subnetIds":["subnet-0a1b2c3d"]},
         "cluster":{"endpoint":"x.cluster-abc.eu-west-1.rds.amazonaws.com","securityGroupId":"sg-0a1b2c3d",
                    "iamUser":"m","resourceId":"cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ"} }
        """);

    [Fact]
    public void Is_not_made_again()
    {
        Assert.Empty(template.Of("AWS::EC2::VPC"));
        Assert.Empty(template.Of("AWS::EC2::VPCEndpoint"));
        Assert.Empty(template.Of("AWS::RDS::DBCluster"));
        Assert.Empty(template.Of("AWS::KMS::Key"));
        Json.AssertEqual("""["subnet-0a1b2c3d"]""", template.Only("AWS::AutoScaling::AutoScalingGroup")["VPCZoneIdentifier"]);
    }

    [Fact]
    public void Lets_the_host_into_the_cluster()
    {
        var rule = template.Only("AWS::EC2::SecurityGroupIngress");

        Assert.Equal(("sg-0a1b2c3d", 5432), ((string?)rule["GroupId"], (int)rule["ToPort"]!));
        Assert.Equal("<Network/HostGroup/Resource.GroupId>", (string?)rule["SourceSecurityGroupId"]);
    }

    [Fact]
    public void Lets_the_host_log_in_as_that_role_only()
    {
        var statements = template.Of("AWS::IAM::Role")["Host/Role/Resource"]["Properties"]!["Policies"]![0]!["PolicyDocument"]!["Statement"]!
            .AsArray().ToDictionary(statement => (string)statement!["Sid"]!);

        Assert.Equal(
            "arn:aws:rds-db:eu-west-1:123456789012:dbuser:cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ/m", (string?)statements["LogIn"]!["Resource"]);
        Assert.Equal(Key, (string?)statements["UseTheKey"]!["Resource"]);
        Assert.DoesNotContain("ReadPassword", statements.Keys);
    }

    [Fact]
    public void Is_in_the_settings_of_a_database()
    {
        var settings = JsonNode.Parse((string)template.Of("AWS::SSM::Parameter")["SettingsOrders"]["Properties"]!["Value"]!)!;

        Assert.Equal(("shop", "m", "5432"), ((string?)settings["databaseName"], (string?)settings["iamUser"], (string?)settings["port"]));
        Json.AssertEqual("""{"schemas":"a"}""", settings["flyway"]);
        Assert.Null(settings["secretArn"]);
    }

    [Fact]
    public void Encrypts_the_queues_and_topics() =>
        Assert.All(
            template.Of("AWS::SQS::Queue").Values.Concat(template.Of("AWS::SNS::Topic").Values),
            resource => Assert.Equal(Key, (string?)resource["Properties"]!["KmsMasterKeyId"]));

    [Fact]
    public void Encrypts_the_log_groups() =>
        Assert.All(template.Of("AWS::Logs::LogGroup").Values, group => Assert.Equal(Key, (string?)group["Properties"]!["KmsKeyId"]));

    [Fact]
    public void Encrypts_buckets_but_for_the_one_that_S3_logs_to() =>
        Assert.All(template.Of("AWS::S3::Bucket"), bucket => Assert.Equal(
            bucket.Key.StartsWith("Access/", StringComparison.Ordinal) ? "AES256" : "aws:kms",
            (string?)bucket.Value["Properties"]!["BucketEncryption"]!["ServerSideEncryptionConfiguration"]![0]!
                ["ServerSideEncryptionByDefault"]!["SSEAlgorithm"]));
}
