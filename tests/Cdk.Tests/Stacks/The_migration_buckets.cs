using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public class The_migration_buckets(Synthesis synthesis)
{
    private readonly Template template = synthesis.OfStage("dev");

    [Theory]
    [InlineData("Users", "daybreak-dev-users-f3b1c0de")]
    [InlineData("Products", "daybreak-dev-products-f3b1c0de")]
    public void Have_names_that_no_other_stack_has(string database, string name)
    {
        Assert.Equal(name, (string?)Bucket(database)["Properties"]!["BucketName"]);
        Assert.Equal(name, template.Output($"Bucket{database}"));
    }

    [Theory]
    [InlineData("Users")]
    [InlineData("Products")]
    public void Notify_the_trigger_of_every_upload(string database) =>
        Json.AssertEqual(
            """{"LambdaConfigurations":[{"Event":"s3:ObjectCreated:*","Function":"<Trigger/Function.Arn>"}]}""",
            Bucket(database)["Properties"]!["NotificationConfiguration"]);

    // One permission for all: a function's policy is full after some forty of them.
    [Fact]
    public void Alone_may_invoke_the_trigger() =>
        Json.AssertEqual(
            """
            {"Action":"lambda:InvokeFunction","FunctionName":"<Trigger/Function.Arn>","Principal":"s3.amazonaws.com",
             "SourceAccount":"123456789012","SourceArn":"arn:aws:s3:::daybreak-dev-*-f3b1c0de"}
            """,
            template.Only("AWS::Lambda::Permission"));

    [Theory]
    [InlineData("Users")]
    [InlineData("Products")]
    public void Wait_for_the_permission_because_S3_tries_it_out(string database)
    {
        var permission = template.AllResources.Single(
            pair => (string?)pair.Value["Metadata"]!["aws:cdk:path"] == "Daybreak-dev/Trigger/Permission").Key;

        Assert.Contains(permission, Bucket(database)["DependsOn"]!.AsArray().Select(id => (string?)id));
    }

    [Fact]
    public void Have_names_of_their_own_where_databases_differ_in_underscores()
    {
        var underscores = synthesis.Of("""{"databases":["My_db","Mydb","M_y_"]}""");

        Assert.Equal(
            ["daybreak-dev-m-y--f3b1c0de", "daybreak-dev-my-db-f3b1c0de", "daybreak-dev-mydb-f3b1c0de"],
            underscores.Of("AWS::S3::Bucket").Values
                .Select(bucket => (string?)bucket["Properties"]!["BucketName"]).OfType<string>().Order());
    }

    private JsonObject Bucket(string database) => template.Of("AWS::S3::Bucket")[$"Migrations/{database}/Bucket"];
}
