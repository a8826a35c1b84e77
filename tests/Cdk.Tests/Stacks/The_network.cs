using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public class The_network(Synthesis synthesis)
{
    private readonly Template isolated = synthesis.OfStage("dev");
    private readonly Template nat = synthesis.Of("""{"databases":["Users"],"network":"nat"}""");

    [Fact]
    public void Has_no_way_out_but_endpoints_when_isolated()
    {
        Assert.Empty(isolated.Of("AWS::EC2::InternetGateway"));
        Assert.Empty(isolated.Of("AWS::EC2::NatGateway"));
        Assert.Empty(isolated.Of("AWS::EC2::Route"));
        Assert.Equal(
            ["events", "logs", "s3", "secretsmanager", "ssm", "ssmmessages"],
            isolated.Of("AWS::EC2::VPCEndpoint").Values
                .Select(endpoint => ((string)endpoint["Properties"]!["ServiceName"]!).Split('.')[^1]).Order());
    }

    [Theory]
    [InlineData("dev", 1)]
    [InlineData("uat", 2)]
    [InlineData("prod", 2)]
    public void Has_its_endpoints_in_as_many_zones_as_the_stage_pays_for(string stage, int zones) =>
        Assert.All(
            synthesis.OfStage(stage).Of("AWS::EC2::VPCEndpoint").Values.Where(endpoint => endpoint["Properties"]!["SubnetIds"] is not null),
            endpoint => Assert.Equal(zones, endpoint["Properties"]!["SubnetIds"]!.AsArray().Count));

    [Fact]
    public void Has_one_gateway_and_the_free_endpoint_with_nat()
    {
        Assert.Single(nat.Of("AWS::EC2::NatGateway"));
        Assert.EndsWith(".s3", (string?)nat.Only("AWS::EC2::VPCEndpoint")["ServiceName"], StringComparison.Ordinal);
        Assert.All(nat.Of("AWS::EC2::Subnet").Values, subnet => Assert.False((bool)subnet["Properties"]!["MapPublicIpOnLaunch"]!));
    }

    [Theory]
    [InlineData("isolated")]
    [InlineData("nat")]
    public void Keeps_the_cluster_in_subnets_without_a_route(string kind)
    {
        var template = kind == "nat" ? nat : isolated;
        var subnets = template.Only("AWS::RDS::DBSubnetGroup")["SubnetIds"]!.AsArray().Select(id => (string)id!).ToList();

        Assert.Equal(["<Network/Vpc/DatabaseSubnet1/Subnet>", "<Network/Vpc/DatabaseSubnet2/Subnet>"], subnets);
        Assert.DoesNotContain(template.Of("AWS::EC2::Route").Keys, place => place.Contains("DatabaseSubnet", StringComparison.Ordinal));
    }

    [Fact]
    public void Lets_the_host_into_the_cluster_and_the_endpoints_and_nobody_else_anywhere()
    {
        Assert.All(isolated.Of("AWS::EC2::SecurityGroup").Values, group => Assert.Null(group["Properties"]!["SecurityGroupIngress"]));
        Assert.Equal(
            [
                "<Network/DatabaseGroup/Resource.GroupId> 5432 from <Network/HostGroup/Resource.GroupId>",
                "<Network/EndpointGroup/Resource.GroupId> 443 from <Network/HostGroup/Resource.GroupId>",
            ],
            isolated.Of("AWS::EC2::SecurityGroupIngress").Values.Select(rule => rule["Properties"]!).Select(Flow).Order());
    }

    [Fact]
    public void Logs_its_flows() =>
        Json.AssertEqual(
            """
            {"ResourceId":"<Network/Vpc/Resource>","ResourceType":"VPC","TrafficType":"ALL","LogDestinationType":"cloud-watch-logs",
             "LogGroupName":"<Network/Flows/Resource>","DeliverLogsPermissionArn":"<Network/FlowsRole/Resource.Arn>",
             "Tags":[{"Key":"daybreak:stage","Value":"dev"}]}
            """,
            isolated.Only("AWS::EC2::FlowLog"));

    private static string Flow(JsonNode rule) =>
        $"{(string?)rule["GroupId"]} {(int)rule["ToPort"]!} from {(string?)rule["SourceSecurityGroupId"]}";
}
