using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Tests.Hosting;

namespace Daybreak.LocalCloud.Tests.Ssm;

[Collection(SharedLocalCloud.Name)]
public class A_parameter(LocalCloudFixture cloud)
{
    [Fact]
    public async Task Of_the_stack_can_be_read_with_the_local_database_in_it()
    {
        var answer = await cloud.AskAsync("AmazonSSM.GetParameter", """{"Name":"/daybreak/dev/Users"}""");

        var parameter = answer["Parameter"]!;
        Assert.Equal(("String", 1, "arn:aws:ssm:us-east-1:000000000000:parameter/daybreak/dev/Users"), (
            parameter["Type"]!.ToString(), parameter["Version"]!.GetValue<int>(), parameter["ARN"]!.ToString()));
        var settings = JsonNode.Parse(parameter["Value"]!.ToString())!;
        Assert.Equal(("users", "users"), (settings["bucket"]!.ToString(), settings["databaseName"]!.ToString()));
        Assert.Null(settings["sslRootCertificate"]);
    }

    [Fact]
    public async Task Gets_its_next_version_when_overwritten_and_only_then()
    {
        await cloud.AskAsync("AmazonSSM.PutParameter", """{"Name":"/put/a","Value":"1","Type":"String"}""");

        var (status, error, _) = await cloud.CallAsync("AmazonSSM.PutParameter", """{"Name":"/put/a","Value":"2"}""");
        var second = await cloud.AskAsync("AmazonSSM.PutParameter", """{"Name":"/put/a","Value":"3","Overwrite":true}""");

        Assert.Equal((400, "ParameterAlreadyExists", 2), (status, error, second["Version"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Is_found_by_its_path_level_by_level_and_page_by_page()
    {
        foreach (var name in new[] { "/path/a", "/path/b", "/path/deep/c", "/pathological" })
        {
            await cloud.AskAsync("AmazonSSM.PutParameter", $$"""{"Name":"{{name}}","Value":"v","Type":"String","Overwrite":true}""");
        }

        var first = await cloud.AskAsync("AmazonSSM.GetParametersByPath", """{"Path":"/path","Recursive":true,"MaxResults":2}""");
        var second = await cloud.AskAsync(
            "AmazonSSM.GetParametersByPath", $$"""{"Path":"/path","Recursive":true,"MaxResults":2,"NextToken":"{{first["NextToken"]}}"}""");
        var flat = await cloud.AskAsync("AmazonSSM.GetParametersByPath", """{"Path":"/path/"}""");

        Assert.Equal(["/path/a", "/path/b"], Names(first));
        Assert.Equal(["/path/deep/c"], Names(second));
        Assert.Null(second["NextToken"]);
        Assert.Equal(["/path/a", "/path/b"], Names(flat));
    }

    [Fact]
    public async Task That_is_missing_is_refused_alone_and_listed_among_others()
    {
        var (status, error, _) = await cloud.CallAsync("AmazonSSM.GetParameter", """{"Name":"/nobody"}""");
        var several = await cloud.AskAsync("AmazonSSM.GetParameters", """{"Names":["/nobody","/daybreak/dev/Users"]}""");

        Assert.Equal((400, "ParameterNotFound"), (status, error));
        Assert.Equal(["/daybreak/dev/Users"], Names(several));
        Assert.Equal("""["/nobody"]""", several["InvalidParameters"]!.ToJsonString());
    }

    private static IEnumerable<string> Names(JsonObject answer) => answer["Parameters"]!.AsArray().Select(p => p!["Name"]!.ToString());
}
