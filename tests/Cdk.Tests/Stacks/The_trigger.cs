using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public class The_trigger(Synthesis synthesis)
{
    private readonly Template template = synthesis.OfStage("dev");

    private JsonObject Function => template.Only("AWS::Lambda::Function");

    [Fact]
    public void Knows_the_database_of_every_bucket()
    {
        var databases = JsonNode.Parse((string)Function["Environment"]!["Variables"]!["DAYBREAK_DATABASES"]!)!;

        Json.AssertEqual("""{"daybreak-dev-products-0a1b2c3d4e5f":"Products","daybreak-dev-users-0a1b2c3d4e5f":"Users"}""", databases);
        Assert.Equal(
            template.Of("AWS::S3::Bucket").Values.Select(bucket => (string?)bucket["Properties"]!["BucketName"]).OfType<string>().Order(),
            databases.AsObject().Select(pair => pair.Key).Order());
    }

    [Fact]
    public void Knows_the_document_and_the_hosts()
    {
        var variables = Function["Environment"]!["Variables"]!;

        Assert.Equal("Daybreak-dev-Migrate", (string?)variables["DAYBREAK_DOCUMENT"]);
        Assert.Equal("daybreak:host=dev", (string?)variables["DAYBREAK_HOST_TAG"]);
        Assert.Equal(3, variables.AsObject().Count);
    }

    [Theory]
    [InlineData("""[".sql",".pgsql"]""")]
    [InlineData("""  ".sql, .pgsql"  """)]
    public void Knows_the_suffixes_of_a_database_that_sets_them(string suffixes)
    {
        var custom = synthesis.Of($$$"""{"databases":["Products",{"name":"Users","flyway":{"sqlMigrationSuffixes":{{{suffixes}}}}}]}""");

        var variables = custom.Only("AWS::Lambda::Function")["Environment"]!["Variables"]!;
        Json.AssertEqual(
            """{"daybreak-dev-users-0a1b2c3d4e5f":[".sql",".pgsql"]}""", JsonNode.Parse((string)variables["DAYBREAK_SUFFIXES"]!)!);
    }

    [Fact]
    public void Is_a_traced_program_of_its_own()
    {
        Assert.Equal("provided.al2023", (string?)Function["Runtime"]);
        Assert.Equal("bootstrap", (string?)Function["Handler"]);
        Json.AssertEqual("""{"Mode":"Active"}""", Function["TracingConfig"]);
        Json.AssertEqual("""{"LogGroup":"<Trigger/Logs/Resource>"}""", Function["LoggingConfig"]);
    }

    [Fact]
    public void Hands_what_it_cannot_send_to_a_queue() =>
        Json.AssertEqual(
            """
            {"FunctionName":"<Trigger/Function>","Qualifier":"$LATEST","MaximumRetryAttempts":2,"MaximumEventAgeInSeconds":21600,
             "DestinationConfig":{"OnFailure":{"Destination":"<Trigger/DeadLetters/Resource.Arn>"}}}
            """,
            template.Only("AWS::Lambda::EventInvokeConfig"));

    [Fact]
    public void Has_an_encrypted_queue_for_two_weeks()
    {
        var queue = template.Of("AWS::SQS::Queue")["Trigger/DeadLetters/Resource"]["Properties"]!;

        Assert.True((bool)queue["SqsManagedSseEnabled"]!);
        Assert.Equal(1_209_600, (int)queue["MessageRetentionPeriod"]!);
        Assert.Equal(
            "Deny", (string?)template.Of("AWS::SQS::QueuePolicy")["Trigger/DeadLetters/Policy/Resource"]["Properties"]!["PolicyDocument"]!["Statement"]![0]!["Effect"]);
    }

    [Fact]
    public void May_send_this_document_to_tagged_hosts_and_no_more()
    {
        var role = template.Of("AWS::IAM::Role")["Trigger/Role/Resource"]["Properties"]!;

        Assert.Null(role["ManagedPolicyArns"]);
        Json.AssertEqual(
            """
            [{"Sid":"SendThisDocument","Effect":"Allow","Action":"ssm:SendCommand",
              "Resource":"arn:aws:ssm:eu-west-1:123456789012:document/Daybreak-dev-Migrate"},
             {"Sid":"ToHostsWithTheTag","Effect":"Allow","Action":"ssm:SendCommand",
              "Resource":"arn:aws:ec2:eu-west-1:123456789012:instance/*",
              "Condition":{"StringEquals":{"ssm:resourceTag/daybreak:host":"dev"}}},
             {"Sid":"Log","Effect":"Allow","Action":["logs:CreateLogStream","logs:PutLogEvents"],
              "Resource":"<Trigger/Logs/Resource.Arn>"},
             {"Sid":"DeadLetters","Effect":"Allow","Action":"sqs:SendMessage","Resource":"<Trigger/DeadLetters/Resource.Arn>"},
             {"Sid":"Trace","Effect":"Allow","Action":["xray:PutTraceSegments","xray:PutTelemetryRecords"],"Resource":"*"}]
            """,
            Assert.Single(role["Policies"]!.AsArray())!["PolicyDocument"]!["Statement"]);
    }
}
