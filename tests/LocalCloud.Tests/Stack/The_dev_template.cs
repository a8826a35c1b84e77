using Daybreak.LocalCloud.CommandLine;
using Daybreak.LocalCloud.Stack;
using Daybreak.LocalCloud.Template;
using Daybreak.LocalCloud.Tests.Template;

namespace Daybreak.LocalCloud.Tests.Stack;

// The template is the one that the stack's own tests keep: what is added to the stack has to be honoured here, or to be named.
public class The_dev_template
{
    private static readonly StackDescription _stack = StackReader.Read(
        CloudFormationTemplate.Parse(File.ReadAllText(Path.Combine(Root(), "tests", "Cdk.Tests", "Golden", "dev.json"))), TestSurroundings.Some);

    [Fact]
    public void Is_served_but_for_what_is_named()
    {
        Assert.Equal(
            [
                "not emulated: AWS::CloudWatch::Alarm, AWS::CloudWatch::CompositeAlarm, AWS::CloudWatch::Dashboard, AWS::EC2::FlowLog, AWS::EC2::RouteTable, "
                + "AWS::EC2::SecurityGroup, AWS::EC2::SecurityGroupEgress, AWS::EC2::SecurityGroupIngress, AWS::EC2::Subnet, "
                + "AWS::EC2::SubnetRouteTableAssociation, AWS::EC2::VPC, AWS::EC2::VPCEndpoint, AWS::Events::Rule, "
                + "AWS::IAM::InstanceProfile, AWS::IAM::Role, AWS::KMS::Key, AWS::Logs::LogGroup, AWS::Logs::MetricFilter, "
                + "AWS::Logs::ResourcePolicy, AWS::RDS::DBClusterParameterGroup, AWS::RDS::DBSubnetGroup, AWS::S3::BucketPolicy, "
                + "AWS::SNS::Topic, AWS::SNS::TopicPolicy, AWS::SQS::QueuePolicy, AWS::SSM::Association",
                "this machine and its PostgreSQL, without effect of their properties but the host's tags: AWS::AutoScaling::AutoScalingGroup, "
                + "AWS::EC2::LaunchTemplate, AWS::RDS::DBCluster, AWS::RDS::DBInstance",
                "without effect here: AWS::Lambda::EventInvokeConfig.MaximumEventAgeInSeconds, AWS::Lambda::Function.TracingConfig, "
                + "AWS::S3::Bucket.LifecycleConfiguration, AWS::S3::Bucket.LoggingConfiguration",
            ],
            _stack.Remarks);
    }

    [Fact]
    public void Is_told_so_at_start()
    {
        var summary = Summary.Write(_stack, "127.0.0.1:5432", postgresHasTls: true);

        Assert.All(_stack.Remarks, remark => Assert.Contains($"\n  {remark}\n", summary, StringComparison.Ordinal));
    }

    [Fact]
    public void Has_everything_that_a_run_needs()
    {
        Assert.Equal(["/daybreak/dev/Products", "/daybreak/dev/Users"], _stack.Parameters.Select(parameter => parameter.Name).Order());
        Assert.Equal(2, _stack.Notifications.Count);
        Assert.Equal("dev", _stack.HostTags["daybreak:host"]);
        Assert.Contains("DAYBREAK_LOG_GROUP", Assert.Single(_stack.Functions).Environment.Keys);
        Assert.Contains(_stack.Documents, document => document.Name == "Daybreak-dev-Migrate");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "cdk.json")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no cdk.json above the tests");
        }

        return folder;
    }
}
