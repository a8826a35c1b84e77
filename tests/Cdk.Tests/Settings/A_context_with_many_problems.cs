using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Tests.Settings;

public class A_context_with_many_problems
{
    [Fact]
    public void Is_refused_with_all_of_them_at_once()
    {
        var exception = Assert.Throws<InvalidSettingsException>(
            () => ContextReader.Read("""{"databases":["a","A","b-c"],"stage":"qa","network":"x","stagee":"dev"}"""));

        Assert.Collection(
            exception.Problems,
            problem => Assert.StartsWith("context: 'stagee'", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("stage: 'qa'", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("network: 'x'", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("databases: 'b-c'", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("databases: 'a' and 'A'", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Is_refused_with_all_that_is_wrong_with_an_existing_cluster()
    {
        var exception = Assert.Throws<InvalidSettingsException>(() => ContextReader.Read(
            """{"databases":["A"],"cluster":{"endpoint":"a b","port":0,"secretArn":"x","iamUser":"m","extra":1}}"""));

        Assert.Equal(
            [
                "cluster: 'endpoint' has \"a b\", which is not of the form \"orders.cluster-abc.eu-west-1.rds.amazonaws.com\"",
                "cluster: 'port' is 0; use a whole number from 1 to 65535",
                "cluster: 'securityGroupId' is missing; give it, for example \"sg-0a1b2c3d\"",
                "cluster: 'secretArn' has \"x\", which is not of the form "
                    + "\"arn:aws:secretsmanager:eu-west-1:123456789012:secret:users-AbCdEf\"",
                "cluster: 'extra' is not a member; there are endpoint, port, securityGroupId, secretArn, iamUser, resourceId, adminSecretArn",
                "cluster: give either 'secretArn' or 'iamUser' (with 'resourceId')",
                "cluster: 'iamUser' and 'resourceId' go together; give both or none",
                "cluster: the host must stand in the network of the existing cluster; give its 'vpc', too",
            ],
            exception.Problems.ToArray());
    }

    [Fact]
    public void Is_refused_with_a_problem_of_every_setting_at_once()
    {
        var exception = Assert.Throws<InvalidSettingsException>(() => ContextReader.Read(
            """
            {"databases":["1st",{"name":"B","databaseName":"B","flyway":{"user":"x"},"more":1}],"stage":"qa","network":"x","databaseLogin":"x",
             "devOpsGuru":"x","emails":["x"],"slack":{"channelId":"x"},"key":"x","vpc":{"id":"x","availabilityZones":["x"],"subnetIds":[]},
             "cluster":"x","other":"x"}
            """));

        Assert.Equal(
            [
                "cluster: \"x\"", "context: 'other'", "databaseLogin: 'x'", "databases: '1st'", "databases: 'databaseName'", "databases: 'flyway.user'",
                "databases: 'more'", "devOpsGuru: 'x'", "emails: \"x\"", "key: \"x\"", "network: 'x'", "slack: 'channelId'", "slack: 'workspaceId'",
                "stage: 'qa'", "vpc: 'availabilityZones'", "vpc: 'id'", "vpc: 'subnetIds'",
            ],
            exception.Problems.Select(problem => string.Join(' ', problem.Split(' ')[..2])).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Is_refused_when_there_is_none_at_all()
    {
        var exception = Assert.Throws<InvalidSettingsException>(() => ContextReader.Read(null));

        Assert.Contains("npx cdk synth", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }
}
