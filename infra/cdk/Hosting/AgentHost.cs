using Amazon.CDK;
using Amazon.CDK.AWS.AutoScaling;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3.Assets;
using Constructs;
using Daybreak.Cdk.Review;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Hosting;

/// <summary>One Amazon Linux 2023 instance that replaces itself, runs the agent, and lets nobody in.</summary>
internal sealed class AgentHost : Construct
{
    private const string Image = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

    public AgentHost(Construct scope, string id, AgentHostSettings settings)
        : base(scope, id)
    {
        var agent = new Asset(this, "Agent", new AssetProps
        {
            Path = settings.Agent.Path,
            Exclude = [.. Publishing.PublishedFolder.Exclusions],
        });
        // A new agent needs no new instance: the association installs it, and a run that is under way is left alone.
        var installation = new Installation(this, "Installation", settings.Stage.Name, agent, settings.Agent);
        Association = installation.Association;
        var role = new Role(this, "Role", new RoleProps
        {
            AssumedBy = new ServicePrincipal("ec2.amazonaws.com"),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["Agent"] = new(new PolicyDocumentProps { Statements = AgentPolicy.Statements(Stack.Of(this), settings, agent, installation) }),
            },
        });
        role.Acknowledge(AgentPolicy.Wildcards(settings));
        var template = LaunchTemplate(settings, role, BootScript.Of(agent, settings.Agent));
        var group = Group(settings, template);
        group.Node.AddDependency(settings.Network.Connectivity);
        GroupName = group.Ref;
    }

    /// <summary>The id of the association that installs the agent and, by its success, says that the host is ready.</summary>
    public string Association { get; }

    /// <summary>The name of the Auto Scaling group.</summary>
    public string GroupName { get; }

    private CfnLaunchTemplate LaunchTemplate(AgentHostSettings settings, Role role, string userData)
    {
        // Resolved by CloudFormation at each deployment: synthesis looks nothing up.
        var image = new CfnParameter(this, "Image", new CfnParameterProps
        {
            Type = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
            Default = Image,
            Description = "The host's machine image",
        });
        var profile = new CfnInstanceProfile(this, "Profile", new CfnInstanceProfileProps { Roles = [role.RoleName] });
        var tags = new[] { new CfnTag { Key = ContractNames.StageTag, Value = settings.Stage.Name } };
        return new CfnLaunchTemplate(this, "Template", new CfnLaunchTemplateProps
        {
            // Amazon.CDK.Lib 2.160.0 does not put the stack's tags here.
            TagSpecifications = new object[]
            {
                new CfnLaunchTemplate.LaunchTemplateTagSpecificationProperty { ResourceType = "launch-template", Tags = tags },
            },
            LaunchTemplateData = new CfnLaunchTemplate.LaunchTemplateDataProperty
            {
                ImageId = image.ValueAsString,
                InstanceType = settings.Stage.HostInstanceType,
                IamInstanceProfile = new CfnLaunchTemplate.IamInstanceProfileProperty { Arn = profile.AttrArn },
                SecurityGroupIds = [settings.Network.Host.SecurityGroupId],
                Monitoring = new CfnLaunchTemplate.MonitoringProperty { Enabled = true },
                MetadataOptions = new CfnLaunchTemplate.MetadataOptionsProperty
                {
                    HttpEndpoint = "enabled",
                    HttpTokens = "required",
                    HttpPutResponseHopLimit = 1,
                },
                BlockDeviceMappings = new object[] { EncryptedDisk() },
                // The group's tags reach its instances, not their disks.
                TagSpecifications = new object[]
                {
                    new CfnLaunchTemplate.TagSpecificationProperty { ResourceType = "volume", Tags = tags },
                },
                UserData = Fn.Base64(userData),
            },
        });
    }

    private static CfnLaunchTemplate.BlockDeviceMappingProperty EncryptedDisk() => new()
    {
        DeviceName = "/dev/xvda",
        Ebs = new CfnLaunchTemplate.EbsProperty { Encrypted = true, VolumeType = "gp3", VolumeSize = 16, DeleteOnTermination = true },
    };

    private CfnAutoScalingGroup Group(AgentHostSettings settings, CfnLaunchTemplate template)
    {
        var group = new CfnAutoScalingGroup(this, "Group", new CfnAutoScalingGroupProps
        {
            MinSize = "1",
            MaxSize = "1",
            VpcZoneIdentifier = settings.Network.HostSubnetIds,
            LaunchTemplate = new CfnAutoScalingGroup.LaunchTemplateSpecificationProperty
            {
                LaunchTemplateId = template.Ref,
                Version = template.AttrLatestVersionNumber,
            },
            HealthCheckType = "EC2",
            HealthCheckGracePeriod = 120,
        });
        group.Acknowledge(new Acknowledgement(
            "AwsSolutions-AS3", "A host that is lost and not replaced is told by the alarm HostNotReady; one that is replaced is nobody's task."));
        Amazon.CDK.Tags.Of(group).Add(ContractNames.HostTag, settings.Stage.Name, new TagProps { ApplyToLaunchedInstances = true });
        return group;
    }
}
