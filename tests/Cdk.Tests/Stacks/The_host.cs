using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public class The_host(Synthesis synthesis)
{
    private readonly Template template = synthesis.OfStage("dev");

    private JsonNode Launch => template.Only("AWS::EC2::LaunchTemplate")["LaunchTemplateData"]!;

    [Fact]
    public void Has_the_second_version_of_the_metadata_service_only() =>
        Json.AssertEqual("""{"HttpEndpoint":"enabled","HttpTokens":"required","HttpPutResponseHopLimit":1}""", Launch["MetadataOptions"]);

    [Fact]
    public void Has_an_encrypted_disk() =>
        Json.AssertEqual(
            """[{"DeviceName":"/dev/xvda","Ebs":{"Encrypted":true,"VolumeType":"gp3","VolumeSize":16,"DeleteOnTermination":true}}]""",
            Launch["BlockDeviceMappings"]);

    [Fact]
    public void Lets_nobody_in()
    {
        Assert.Null(Launch["KeyName"]);
        Json.AssertEqual("""["<Network/HostGroup/Resource.GroupId>"]""", Launch["SecurityGroupIds"]);
        Assert.Null(template.Of("AWS::EC2::SecurityGroup")["Network/HostGroup/Resource"]["Properties"]!["SecurityGroupIngress"]);
        Assert.DoesNotContain(
            template.Of("AWS::EC2::SecurityGroupIngress").Values,
            rule => (string?)rule["Properties"]!["GroupId"] == "<Network/HostGroup/Resource.GroupId>");
    }

    [Fact]
    public void Is_one_instance_that_replaces_itself_and_has_the_tag()
    {
        var group = template.Only("AWS::AutoScaling::AutoScalingGroup");

        Assert.Equal("1", (string?)group["MinSize"]);
        Assert.Equal("1", (string?)group["MaxSize"]);
        Json.AssertEqual(
            """
            [{"Key":"daybreak:host","PropagateAtLaunch":true,"Value":"dev"},{"Key":"daybreak:stage","PropagateAtLaunch":true,"Value":"dev"}]
            """,
            group["Tags"]);
    }

    [Fact]
    public void Alone_has_the_tag()
    {
        var tagged = template.AllResources.Where(
            pair => pair.Value["Properties"]!["Tags"]?.ToJsonString().Contains("daybreak:host", StringComparison.Ordinal) == true);

        Assert.Equal("AWS::AutoScaling::AutoScalingGroup", (string?)Assert.Single(tagged).Value["Type"]);
    }

    [Fact]
    public void Has_no_channel_for_sessions() =>
        Assert.DoesNotContain("DataChannel", template.Of("AWS::IAM::Role")["Host/Role/Resource"].ToJsonString(), StringComparison.Ordinal);

    [Fact]
    public void Gets_its_image_when_it_is_deployed()
    {
        Assert.Equal("<HostImageEA9C16FC>", (string?)template.Resolve(Launch["ImageId"]));
        Json.AssertEqual(
            """
            {"Type":"AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>","Description":"The host's machine image",
             "Default":"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"}
            """,
            template.Root["Parameters"]!["HostImageEA9C16FC"]);
    }

    [Fact]
    public void Boots_with_the_agent_s_archive_and_digest()
    {
        var lines = ((string)Launch["UserData"]!).Split('\n');

        Assert.Equal("#!/bin/sh", lines[0]);
        Assert.Matches("^AGENT_URI='s3://cdk-hnb659fds-assets-123456789012-eu-west-1/[0-9a-f]{64}\\.zip'$", lines[1]);
        Assert.Matches("^AGENT_SHA256='[0-9a-f]{64}'$", lines[2]);
        Assert.Equal("AWS_DEFAULT_REGION='eu-west-1'", lines[3]);
    }
}
