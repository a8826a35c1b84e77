using Amazon.Lambda.S3Events;
using Daybreak.TriggerFunction.Requests;
using static Daybreak.TriggerFunction.Tests.Requests.Records;

namespace Daybreak.TriggerFunction.Tests.Requests;

public sealed class A_plan
{
    private static readonly TriggerSettings Settings = new(
        new Dictionary<string, string> { ["users-b"] = "Users", ["more-users"] = "Users", ["products-b"] = "Products" },
        "Daybreak-dev-Migrate",
        new HostTag("daybreak:host", "dev"),
        DeliveryTimeoutSeconds: 600,
        LogGroup: null)
    {
        Suffixes = new Dictionary<string, IReadOnlyList<string>> { ["products-b"] = [".pgsql", ".ddl"] },
    };

    [Fact]
    public void Has_one_request_for_each_database()
    {
        var plan = MigrationPlan.Of(
            [
                Record("users-b", "V1__a.sql"),
                Record("products-b", "V1__p.pgsql"),
                Record("users-b", "V2__b.sql"),
                Record("more-users", "V3__c.sql"),
            ],
            Settings);

        Assert.Equal(["Products", "Users"], plan.Requests.Select(request => request.Database));
        Assert.Equal(
            RunId.Of(
            [
                Object("V1__a.sql") with { Bucket = "users-b" },
                Object("V2__b.sql") with { Bucket = "users-b" },
                Object("V3__c.sql") with { Bucket = "more-users" },
            ]),
            plan.Requests[1].RunId);
        Assert.Empty(plan.UnknownBuckets);
    }

    [Fact]
    public void Takes_the_run_id_of_a_database_from_its_own_migrations_only()
    {
        var alone = MigrationPlan.Of([Record("users-b", "V1__a.sql")], Settings);
        var among = MigrationPlan.Of(
            [Record("users-b", "notes.txt"), Record("products-b", "V1__p.pgsql"), Record("users-b", "V1__a.sql")], Settings);

        Assert.Equal(alone.Requests[0], among.Requests[1]);
        Assert.Equal(1, among.Ignored);
    }

    [Fact]
    public void Heeds_the_suffixes_of_each_bucket()
    {
        var plan = MigrationPlan.Of(
            [Record("products-b", "V1__p.sql"), Record("users-b", "V1__a.ddl"), Record("products-b", "V2__p.DDL.conf")], Settings);

        Assert.Equal("Products", Assert.Single(plan.Requests).Database);
        Assert.Equal(2, plan.Ignored);
    }

    [Fact]
    public void Names_each_unknown_bucket_once()
    {
        var plan = MigrationPlan.Of([Record("x", "V1__a.sql"), Record("x", "V2__a.sql"), Record("users-b", "V1__a.sql")], Settings);

        Assert.Equal(["x"], plan.UnknownBuckets);
        Assert.Equal("Users", Assert.Single(plan.Requests).Database);
    }

    [Fact]
    public void Is_refused_for_what_S3_did_not_write()
    {
        var error = Assert.Throws<NotificationException>(() => MigrationPlan.Of([new S3Event.S3EventNotificationRecord()], Settings));

        Assert.Contains("s3.bucket.name", error.Message, StringComparison.Ordinal);
    }
}
