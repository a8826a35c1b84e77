using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Networking;

/// <summary>A VPC of two availability zones, or one that was there, with the security groups of host and cluster, and only the flows they need.</summary>
internal sealed class Network : Construct
{
    /// <summary>The port of the cluster.</summary>
    public const int DatabasePort = 5432;

    private const string HostSubnet = "Host";
    private const string DatabaseSubnet = "Database";

    // What the agent and the SSM agent call. S3 has a gateway, which is free.
    private static readonly (string Id, InterfaceVpcEndpointAwsService Service)[] Services =
    [
        ("Ssm", InterfaceVpcEndpointAwsService.SSM),
        ("SsmMessages", InterfaceVpcEndpointAwsService.SSM_MESSAGES),
        ("SecretsManager", InterfaceVpcEndpointAwsService.SECRETS_MANAGER),
        ("Events", InterfaceVpcEndpointAwsService.EVENTBRIDGE),
        ("Logs", InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS),
    ];

    private readonly IVpc vpc;
    private readonly DependencyGroup connectivity = new();

    public Network(Construct scope, string id, NetworkSettings settings)
        : base(scope, id)
    {
        vpc = settings.Existing is { } existing ? Import(existing) : Create(settings);
        (HostSubnetIds, DatabaseSubnetIds) = settings.Existing is { } its
            ? ([.. its.SubnetIds], [.. its.SubnetIds])
            : (Select(HostSubnet).SubnetIds, Select(DatabaseSubnet).SubnetIds);

        Host = Group("HostGroup", "The Daybreak host: nothing comes in");
        LetHostIn(settings.Cluster);
        // S3's gateway has no security group, and its prefix list cannot be named without a look-up.
        Host.AddEgressRule(Peer.AnyIpv4(), Port.Tcp(443), "AWS services over TLS");

        if (settings is { Existing: null, Kind: NetworkKind.Isolated })
        {
            AddEndpoints(settings);
        }

        if (settings.Cluster is null && settings.Stage.Cluster.Removal == RemovalPolicy.RETAIN)
        {
            RetainWhatTheClusterStandsOn(settings);
        }
    }

    /// <summary>The host's security group.</summary>
    public SecurityGroup Host { get; }

    /// <summary>The cluster's security group; <see langword="null"/> when the cluster was there.</summary>
    public SecurityGroup? Database { get; private set; }

    /// <summary>The ids of the host's subnets.</summary>
    public string[] HostSubnetIds { get; }

    /// <summary>The ids of the cluster's subnets.</summary>
    public string[] DatabaseSubnetIds { get; }

    /// <summary>What must exist before the host can reach anything.</summary>
    public IDependable Connectivity => connectivity;

    // Its routes, endpoints and flow logs are its owner's.
    private IVpc Import(ExistingVpc existing) => Vpc.FromVpcAttributes(this, "Vpc", new VpcAttributes
    {
        VpcId = existing.Id,
        AvailabilityZones = [.. existing.AvailabilityZones],
        PrivateSubnetIds = [.. existing.SubnetIds],
    });

    private Vpc Create(NetworkSettings settings)
    {
        var created = new Vpc(this, "Vpc", new VpcProps
        {
            MaxAzs = 2,
            NatGateways = settings.Kind == NetworkKind.Nat ? 1 : 0,
            SubnetConfiguration = Subnets(settings.Kind),
            // It takes a custom resource to empty the default group; nothing uses that group here.
            RestrictDefaultSecurityGroup = false,
        });
        var gateway = created.AddGatewayEndpoint("S3", new GatewayVpcEndpointOptions { Service = GatewayVpcEndpointAwsService.S3 });
        foreach (var statement in GatewayPolicy.Statements(Stack.Of(this)))
        {
            gateway.AddToPolicy(statement);
        }

        Connect(gateway, settings.Stage);
        connectivity.Add(created.SelectSubnets(new SubnetSelection { SubnetGroupName = HostSubnet }).InternetConnectivityEstablished);
        AddFlowLog(created.VpcId, settings);
        return created;
    }

    private void LetHostIn(ExistingCluster? cluster)
    {
        if (cluster is null)
        {
            Database = Group("DatabaseGroup", "The Daybreak cluster: the host comes in");
            Database.AddIngressRule(Host, Port.Tcp(DatabasePort), "PostgreSQL from the host");
            Host.AddEgressRule(Database, Port.Tcp(DatabasePort), "PostgreSQL");
            return;
        }

        var theirs = SecurityGroup.FromSecurityGroupId(this, "ClusterGroup", cluster.SecurityGroupId);
        theirs.AddIngressRule(Host, Port.Tcp(cluster.Port), "PostgreSQL from the Daybreak host");
        Host.AddEgressRule(theirs, Port.Tcp(cluster.Port), "PostgreSQL");
    }

    // A network cannot be deleted as long as a cluster is in it.
    private void RetainWhatTheClusterStandsOn(NetworkSettings settings)
    {
        Database!.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        if (settings.Existing is null)
        {
            vpc.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
            foreach (var subnet in Select(DatabaseSubnet).Subnets)
            {
                ((CfnSubnet)subnet.Node.DefaultChild!).ApplyRemovalPolicy(RemovalPolicy.RETAIN);
            }
        }
    }

    private static ISubnetConfiguration[] Subnets(NetworkKind kind)
    {
        var host = new SubnetConfiguration { Name = HostSubnet, CidrMask = 24, SubnetType = SubnetType.PRIVATE_ISOLATED };
        var database = new SubnetConfiguration { Name = DatabaseSubnet, CidrMask = 24, SubnetType = SubnetType.PRIVATE_ISOLATED };
        var reachable = new SubnetConfiguration { Name = HostSubnet, CidrMask = 24, SubnetType = SubnetType.PRIVATE_WITH_EGRESS };
        var gateway = new SubnetConfiguration
        {
            Name = "Public",
            CidrMask = 28,
            SubnetType = SubnetType.PUBLIC,
            MapPublicIpOnLaunch = false,
        };
        // Addresses are given out in this order: the gateway's come last, so that the others keep theirs when the setting changes.
        return kind == NetworkKind.Nat ? [reachable, database, gateway] : [host, database];
    }

    private ISelectedSubnets Select(string name) => vpc.SelectSubnets(new SubnetSelection { SubnetGroupName = name });

    private SecurityGroup Group(string id, string description) => new(this, id, new SecurityGroupProps
    {
        Vpc = vpc,
        Description = description,
        AllowAllOutbound = false,
    });

    private void AddEndpoints(NetworkSettings settings)
    {
        var group = Group("EndpointGroup", "The endpoints of AWS services: the host comes in");
        group.AddIngressRule(Host, Port.Tcp(443), "TLS from the host");
        var subnets = Select(HostSubnet).Subnets[..settings.Stage.EndpointZones];
        foreach (var (id, service) in settings.Key is null ? Services : [.. Services, ("Kms", InterfaceVpcEndpointAwsService.KMS)])
        {
            Connect(vpc.AddInterfaceEndpoint(id, new InterfaceVpcEndpointOptions
            {
                Service = service,
                Subnets = new SubnetSelection { Subnets = subnets },
                SecurityGroups = [group],
                Open = false,
            }), settings.Stage);
        }
    }

    private void Connect(VpcEndpoint endpoint, StageSettings stage)
    {
        connectivity.Add(endpoint);
        // Amazon.CDK.Lib 2.160.0 does not know that endpoints have tags.
        var resource = (CfnVPCEndpoint)endpoint.Node.DefaultChild!;
        var tag = new Dictionary<string, string> { ["Key"] = ContractNames.StageTag, ["Value"] = stage.Name };
        resource.AddPropertyOverride("Tags", new object[] { tag });
    }

    private void AddFlowLog(string vpcId, NetworkSettings settings)
    {
        var logs = new LogGroup(this, "Flows", new LogGroupProps
        {
            Retention = settings.Stage.LogRetention,
            EncryptionKey = settings.Key,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        var role = new Role(this, "FlowsRole", new RoleProps
        {
            AssumedBy = new ServicePrincipal("vpc-flow-logs.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = new Dictionary<string, object>
                {
                    ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Stack.Of(this).Account },
                },
            }),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["Write"] = new(new PolicyDocumentProps
                {
                    Statements =
                    [
                        new PolicyStatement(new PolicyStatementProps
                        {
                            Sid = "Write",
                            Actions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                            // The ARN of a log group ends with :*, its streams.
                            Resources = [logs.LogGroupArn],
                        }),
                    ],
                }),
            },
        });
        new CfnFlowLog(this, "FlowLog", new CfnFlowLogProps
        {
            ResourceId = vpcId,
            ResourceType = "VPC",
            TrafficType = "ALL",
            LogDestinationType = "cloud-watch-logs",
            LogGroupName = logs.LogGroupName,
            DeliverLogsPermissionArn = role.RoleArn,
        });
    }
}
