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

        Json.AssertEqual("""{"daybreak-dev-products-f3b1c0de":"Products","daybreak-dev-users-f3b1c0de":"Users"}""", databases);
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
        Assert.Equal("<Document/Output/Resource>", (string?)variables["DAYBREAK_LOG_GROUP"]);
        Assert.Equal(4, variables.AsObject().Count);
    }

    [Theory]
    [InlineData("""[".sql",".pgsql"]""")]
    [InlineData("""  ".sql, .pgsql"  """)]
    public void Knows_the_suffixes_of_a_database_that_sets_them(string suffixes)
    {
        var custom = synthesis.Of($$$"""{"databases":["Products",{"name":"Users","flyway":{"sqlMigrationSuffixes":{{{suffixes}}}}}]}""");

        var variables = custom.Only("AWS::Lambda::Function")["Environment"]!["Variables"]!;
        Json.AssertEqual(
            """{"daybreak-dev-users-f3b1c0de":[".sql",".pgsql"]}""", JsonNode.Parse((string)variables["DAYBREAK_SUFFIXES"]!)!);
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
}
