using Daybreak.LocalCloud.Stack;
using Daybreak.LocalCloud.Template;
using Daybreak.LocalCloud.Tests.Template;

namespace Daybreak.LocalCloud.Tests.Stack;

public class A_template
{
    [Fact]
    public void Sends_a_buckets_events_to_its_function_when_a_permission_allows_it()
    {
        var stack = Read(Bucket + "," + Function + "," + Permission("arn:aws:s3:::users"));

        var rule = Assert.Single(stack.Notifications);
        Assert.Equal("arn:aws:lambda:us-east-1:000000000000:function:trigger", rule.FunctionArn);
        Assert.True(rule.Matches("users", "in/V1__a.sql", "ObjectCreated:Put"));
        Assert.False(rule.Matches("users", "in/readme.md", "ObjectCreated:Put"));
        Assert.False(rule.Matches("users", "V1__a.sql", "ObjectCreated:Put"));
        Assert.False(rule.Matches("others", "in/V1__a.sql", "ObjectCreated:Put"));
        Assert.False(rule.Matches("users", "in/V1__a.sql", "ObjectRemoved:Delete"));
    }

    [Fact]
    public void Sends_the_events_of_every_bucket_that_the_permission_s_pattern_has() =>
        Assert.Equal("users", Assert.Single(Read(Bucket + "," + Function + "," + Permission("arn:aws:s3:::u*s")).Notifications).Bucket);

    [Theory]
    [InlineData("arn:aws:s3:::others")]
    [InlineData("arn:aws:s3:::o*s")]
    [InlineData(null)]
    public void Sends_no_events_where_the_permission_is_missing_and_says_so(string? permittedBucket)
    {
        var stack = Read(Bucket + "," + Function + (permittedBucket is null ? "" : "," + Permission(permittedBucket)));

        Assert.Empty(stack.Notifications);
        Assert.Contains(stack.Remarks, r => r.Contains("bucket users do not reach", StringComparison.Ordinal));
    }

    [Fact]
    public void Does_not_run_a_helper_in_another_runtime_and_says_so()
    {
        var helper = Function.Replace("provided.al2023", "python3.12", StringComparison.Ordinal);

        var stack = Read(Bucket + "," + helper + "," + Permission("arn:aws:s3:::users"));

        Assert.Empty(stack.Functions);
        Assert.Empty(stack.Notifications);
        Assert.Contains("not run: the function Function, whose runtime is python3.12", stack.Remarks);
    }

    [Fact]
    public void Describes_the_function_with_its_retries_and_its_dead_letters()
    {
        var stack = Read(Function + """
            , "Retries": { "Type": "AWS::Lambda::EventInvokeConfig", "Properties": {
                "FunctionName": { "Ref": "Function" }, "MaximumRetryAttempts": 1, "Qualifier": "$LATEST",
                "DestinationConfig": { "OnFailure": { "Destination": { "Fn::GetAtt": ["Dead", "Arn"] } } } } },
              "Dead": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "dead" } }
            """);

        var function = Assert.Single(stack.Functions);
        Assert.Equal(
            ("trigger", TimeSpan.FromSeconds(30), 256, 1),
            (function.Name, function.Timeout, function.MemoryMegabytes, function.MaximumRetryAttempts));
        Assert.Equal("""{"users":"Users"}""", function.Environment["DAYBREAK_DATABASES"]);
        Assert.Equal("arn:aws:sqs:us-east-1:000000000000:dead", function.OnFailureArn);
        Assert.Equal(["dead"], stack.Queues);
    }

    [Fact]
    public void Makes_a_secret_with_a_generated_password_and_what_the_attachment_adds()
    {
        var stack = Read("""
            "Secret": { "Type": "AWS::SecretsManager::Secret", "Properties": { "Name": "db", "GenerateSecretString": {
                "SecretStringTemplate": "{\"username\":\"master\"}", "GenerateStringKey": "password", "PasswordLength": 40 } } },
            "Cluster": { "Type": "AWS::RDS::DBCluster", "Properties": { "DatabaseName": "users" } },
            "Attachment": { "Type": "AWS::SecretsManager::SecretTargetAttachment", "Properties": {
                "SecretId": { "Ref": "Secret" }, "TargetId": { "Ref": "Cluster" }, "TargetType": "AWS::RDS::DBCluster" } }
            """);

        var secret = Assert.Single(stack.Secrets);
        Assert.Equal("master", secret.UserName);
        Assert.Matches("^[A-Za-z0-9]{40}$", secret.Password);
        Assert.Equal(("postgres", "127.0.0.1", "5433", "users"), (
            secret.Members["engine"]!.ToString(), secret.Members["host"]!.ToString(), secret.Members["port"]!.ToString(),
            secret.Members["dbname"]!.ToString()));
    }

    [Fact]
    public void Makes_the_secret_that_RDS_manages()
    {
        var stack = Read("""
            "Cluster": { "Type": "AWS::RDS::DBCluster", "Properties": { "ManageMasterUserPassword": true, "MasterUsername": "daybreak" } }
            """);

        var secret = Assert.Single(stack.Secrets);
        Assert.Equal("daybreak", secret.UserName);
        Assert.StartsWith("arn:aws:secretsmanager:us-east-1:000000000000:secret:rds!cluster-", secret.Arn, StringComparison.Ordinal);
        Assert.Equal(["username", "password"], secret.Members.Select(m => m.Key));
    }

    [Fact]
    public void Gives_the_tags_that_instances_get_to_the_host()
    {
        var stack = Read("""
            "Group": { "Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": { "Tags": [
                { "Key": "daybreak:host", "Value": "dev", "PropagateAtLaunch": true },
                { "Key": "group-only", "Value": "x", "PropagateAtLaunch": false } ] } }
            """);

        Assert.Equal(new Dictionary<string, string> { ["daybreak:host"] = "dev" }, stack.HostTags);
    }

    [Fact]
    public void Leaves_out_resources_whose_condition_does_not_hold()
    {
        var template = CloudFormationTemplate.Parse("""
            { "Conditions": { "Never": { "Fn::Equals": ["a", "b"] } },
              "Resources": { "Bucket": { "Type": "AWS::S3::Bucket", "Condition": "Never" } } }
            """);

        Assert.Empty(StackReader.Read(template, TestSurroundings.Some).Buckets);
    }

    [Fact]
    public void Is_told_what_is_not_emulated_once_per_kind()
    {
        var stack = Read("""
            "A": { "Type": "AWS::EC2::VPC" }, "B": { "Type": "AWS::EC2::VPC" },
            "C": { "Type": "AWS::S3::Bucket", "Properties": { "WebsiteConfiguration": {} } }
            """);

        Assert.Equal(["not emulated: AWS::EC2::VPC", "without effect here: AWS::S3::Bucket.WebsiteConfiguration"], stack.Remarks);
    }

    private const string Bucket =
        """
        "Bucket": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "users",
          "NotificationConfiguration": { "LambdaConfigurations": [ {
            "Event": "s3:ObjectCreated:*", "Function": { "Fn::GetAtt": ["Function", "Arn"] },
            "Filter": { "S3Key": { "Rules": [ { "Name": "prefix", "Value": "in/" }, { "Name": "suffix", "Value": ".sql" } ] } } } ] } } }
        """;

    private const string Function =
        """
        "Function": { "Type": "AWS::Lambda::Function", "Properties": {
            "FunctionName": "trigger", "Runtime": "provided.al2023", "Timeout": 30,
            "MemorySize": 256, "Environment": { "Variables": { "DAYBREAK_DATABASES": "{\"users\":\"Users\"}" } } } }
        """;

    private static string Permission(string source) =>
        $$"""
        "Permission": { "Type": "AWS::Lambda::Permission", "Properties": { "Action": "lambda:InvokeFunction",
            "FunctionName": { "Ref": "Function" }, "Principal": "s3.amazonaws.com", "SourceArn": "{{source}}" } }
        """;

    private static StackDescription Read(string resources) =>
        StackReader.Read(CloudFormationTemplate.Parse("{\"Resources\":{" + resources + "}}"), TestSurroundings.Some);
}
