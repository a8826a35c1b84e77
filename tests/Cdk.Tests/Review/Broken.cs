namespace Daybreak.Cdk.Tests.Review;

/// <summary>For each rule the resources of a template that breaks it once, at <c>Bad</c>, and in most cases keeps it at <c>Good</c>.</summary>
internal static class Broken
{
    private const string PlainTextRefused =
        """
        "PolicyDocument":{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}
        """;

    public static IReadOnlyDictionary<string, string> Templates { get; } = new Dictionary<string, string>
    {
        ["AwsSolutions-S1"] = Pair("S3::Bucket", "{}", """{"LoggingConfiguration":{"DestinationBucketName":"logs"}}"""),
        ["AwsSolutions-S2"] = Pair(
            "S3::Bucket",
            """{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"BlockPublicPolicy":true,"IgnorePublicAcls":true}}""",
            """{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"BlockPublicPolicy":true,"IgnorePublicAcls":true,"RestrictPublicBuckets":true}}"""),
        ["AwsSolutions-S5"] = Pair("S3::Bucket", """{"WebsiteConfiguration":{}}""", "{}"),
        ["AwsSolutions-S10"] = WithPolicy("S3::Bucket", "S3::BucketPolicy", "Bucket", """{"Ref":"Good"}"""),
        ["AwsSolutions-KMS5"] = Pair("KMS::Key", """{"EnableKeyRotation":false}""", """{"EnableKeyRotation":true}"""),
        ["AwsSolutions-SMG4"] =
            """
            {"Bad":{"Type":"AWS::SecretsManager::Secret"},"Good":{"Type":"AWS::SecretsManager::Secret"},
             "Schedule":{"Type":"AWS::SecretsManager::RotationSchedule","Properties":{"SecretId":{"Ref":"Good"}}}}
            """,
        ["AwsSolutions-RDS2"] = Pair("RDS::DBCluster", "{}", """{"StorageEncrypted":true}"""),
        ["AwsSolutions-RDS3"] = Pair("RDS::DBInstance", """{"Engine":"postgres"}""", """{"Engine":"aurora-postgresql"}"""),
        ["AwsSolutions-RDS6"] = Pair("RDS::DBCluster", "{}", """{"EnableIAMDatabaseAuthentication":true}"""),
        ["AwsSolutions-RDS8"] = Pair(
            "RDS::DBSecurityGroup",
            """{"DBSecurityGroupIngress":[{"CIDRIP":"0.0.0.0/0"}]}""",
            """{"DBSecurityGroupIngress":[{"CIDRIP":"10.0.0.0/8"}]}"""),
        ["AwsSolutions-RDS10"] = Pair("RDS::DBCluster", """{"DeletionProtection":false}""", """{"DeletionProtection":true}"""),
        ["AwsSolutions-RDS11"] = Pair("RDS::DBCluster", "{}", """{"Port":5432}"""),
        ["AwsSolutions-RDS13"] = Pair("RDS::DBInstance", """{"BackupRetentionPeriod":0}""", """{"BackupRetentionPeriod":1}"""),
        ["AwsSolutions-RDS14"] = Pair("RDS::DBCluster", """{"Engine":"aurora-mysql"}""", """{"Engine":"aurora-mysql","BacktrackWindow":60}"""),
        ["AwsSolutions-RDS16"] = Pair(
            "RDS::DBCluster",
            """{"Engine":"aurora-mysql","EnableCloudwatchLogsExports":["audit"]}""",
            """{"Engine":"aurora-mysql","EnableCloudwatchLogsExports":["audit","error","general","slowquery"]}"""),
        ["AwsSolutions-AS1"] = Pair("AutoScaling::AutoScalingGroup", """{"Cooldown":"0"}""", "{}"),
        ["AwsSolutions-AS2"] = Pair("AutoScaling::AutoScalingGroup", """{"HealthCheckType":"ELB"}""", """{"HealthCheckType":"EC2"}"""),
        ["AwsSolutions-AS3"] = Pair(
            "AutoScaling::AutoScalingGroup",
            """{"NotificationConfigurations":[{"NotificationTypes":["autoscaling:EC2_INSTANCE_LAUNCH"]}]}""",
            """
            {"NotificationConfigurations":[{"NotificationTypes":["autoscaling:EC2_INSTANCE_LAUNCH","autoscaling:EC2_INSTANCE_LAUNCH_ERROR",
              "autoscaling:EC2_INSTANCE_TERMINATE","autoscaling:EC2_INSTANCE_TERMINATE_ERROR"]}]}
            """),
        ["AwsSolutions-EC23"] = Pair("EC2::SecurityGroupIngress", """{"CidrIpv6":"::/0"}""", """{"CidrIp":"10.0.0.0/8"}"""),
        ["AwsSolutions-EC26"] = Pair(
            "EC2::LaunchTemplate",
            """{"LaunchTemplateData":{}}""",
            """{"LaunchTemplateData":{"BlockDeviceMappings":[{"Ebs":{"Encrypted":true}}]}}"""),
        ["AwsSolutions-EC27"] = Pair("EC2::SecurityGroup", """{"GroupDescription":" "}""", """{"GroupDescription":"for something"}"""),
        ["AwsSolutions-EC28"] = Pair(
            "EC2::LaunchTemplate", """{"LaunchTemplateData":{}}""", """{"LaunchTemplateData":{"Monitoring":{"Enabled":true}}}"""),
        ["AwsSolutions-EC29"] = Pair("EC2::Instance", "{}", """{"DisableApiTermination":true}"""),
        ["AwsSolutions-VPC3"] = """{"Bad":{"Type":"AWS::EC2::NetworkAclEntry"}}""",
        ["AwsSolutions-VPC7"] =
            """
            {"Bad":{"Type":"AWS::EC2::VPC"},"Good":{"Type":"AWS::EC2::VPC"},
             "Log":{"Type":"AWS::EC2::FlowLog","Properties":{"ResourceType":"VPC","ResourceId":{"Ref":"Good"}}}}
            """,
        ["AwsSolutions-L1"] = Pair("Lambda::Function", """{"Runtime":"dotnet8"}""", """{"Runtime":"provided.al2023"}"""),
        ["Daybreak-SSM1"] = Pair(
            "SSM::Document",
            """{"Content":{"schemaVersion":"2.2","parameters":{"P":{"allowedPattern":"[a-z]*"}}}}""",
            """{"Content":{"schemaVersion":"2.2","parameters":{"P":{"allowedPattern":"^[a-z]*$"}}}}"""),
        ["Daybreak-SSM2"] = Pair(
            "SSM::Document",
            """{"Content":{"schemaVersion":"2.2","parameters":{"P":{"allowedPattern":"^([a-z]{1,63}){1,99}$"}}}}""",
            """{"Content":{"schemaVersion":"2.2","parameters":{"P":{"allowedPattern":"^([a-z]{1,63})*$"}}}}"""),
        ["AwsSolutions-SQS2"] = Pair("SQS::Queue", "{}", """{"SqsManagedSseEnabled":true}"""),
        ["AwsSolutions-SQS3"] =
            """
            {"Bad":{"Type":"AWS::SQS::Queue"},"Good":{"Type":"AWS::SQS::Queue"},
             "User":{"Type":"AWS::SQS::Queue","Properties":{"RedrivePolicy":{"deadLetterTargetArn":{"Fn::GetAtt":["Good","Arn"]}}}}}
            """,
        ["AwsSolutions-SQS4"] = WithPolicy("SQS::Queue", "SQS::QueuePolicy", "Queues", """[{"Ref":"Good"}]"""),
        ["AwsSolutions-SNS3"] = WithPolicy("SNS::Topic", "SNS::TopicPolicy", "Topics", """[{"Ref":"Good"}]"""),
        ["AwsSolutions-EVB1"] = Pair(
            "Events::EventBusPolicy",
            """{"Statement":{"Principal":"*"}}""",
            """{"Statement":{"Principal":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}}"""),
        ["AwsSolutions-SF1"] = Pair("StepFunctions::StateMachine", "{}", """{"LoggingConfiguration":{"Level":"ALL"}}"""),
        ["AwsSolutions-SF2"] = Pair("StepFunctions::StateMachine", "{}", """{"TracingConfiguration":{"Enabled":true}}"""),
        ["AwsSolutions-IAM4"] = Pair(
            "IAM::Role",
            """{"ManagedPolicyArns":["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]}""",
            """{"ManagedPolicyArns":["arn:aws:iam::123456789012:policy/ours"]}"""),
        ["AwsSolutions-IAM5"] = Pair(
            "IAM::Role",
            """{"Policies":[{"PolicyDocument":{"Statement":{"Effect":"Allow","Action":["s3:Get*"],"Resource":"arn:aws:s3:::b"}}}]}""",
            """{"Policies":[{"PolicyDocument":{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}}]}"""),
    };

    public static TheoryData<string> Rules => [.. Templates.Keys];

    private static string Pair(string type, string bad, string good) =>
        $$"""{"Bad":{"Type":"AWS::{{type}}","Properties":{{bad}} },"Good":{"Type":"AWS::{{type}}","Properties":{{good}} } }""";

    private static string WithPolicy(string type, string policy, string member, string of) =>
        $$"""
        {"Bad":{"Type":"AWS::{{type}}"},"Good":{"Type":"AWS::{{type}}"},
         "Policy":{"Type":"AWS::{{policy}}","Properties":{"{{member}}":{{of}},{{PlainTextRefused}} } } }
        """;
}
