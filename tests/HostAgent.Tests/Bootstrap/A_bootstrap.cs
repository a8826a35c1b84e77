namespace Daybreak.HostAgent.Tests.Bootstrap;

// One class: rds_iam is there for the whole server or not at all, and the tests of a class run one after the other.
public sealed class A_bootstrap
{
    private const string Attributes =
        "SELECT concat_ws(' ', rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls, "
        + "(SELECT rolpassword IS NULL FROM pg_authid a WHERE a.oid = r.oid)) FROM pg_roles r WHERE rolname = $2";

    private const string Memberships =
        "SELECT string_agg(pg_get_userbyid(roleid), ',') FROM pg_auth_members WHERE pg_get_userbyid(member) = $2";

    private const string Grants =
        "SELECT string_agg(concat_ws(' ', coalesce(nullif(grantee, 0)::regrole::text, 'PUBLIC'), privilege_type), ',' "
        + "ORDER BY grantee <> datdba, privilege_type) FROM pg_database, aclexplode(datacl) WHERE datname = $1";

    [Fact]
    public async Task Creates_the_database_and_a_role_that_logs_in_with_tokens_only()
    {
        await using var cluster = await BootstrappedCluster.CreateAsync();
        await cluster.HaveIamAsync();

        var answer = await cluster.BootstrapAsync();

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.StartsWith(
            $"Created the database '{cluster.DatabaseName}'; other roles than its owner's need GRANT CONNECT.\n"
            + $"Created the role '{cluster.Role}'.\n"
            + $"'{cluster.Role}' may connect to '{cluster.DatabaseName}', create schemas there, and objects in its schema public.",
            answer.Output,
            StringComparison.Ordinal);
        Assert.Equal(cluster.Admin, await cluster.AskAsync("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = $1"));
        Assert.Equal("t f f f f f t", await cluster.AskAsync(Attributes));
        Assert.Equal("rds_iam", await cluster.AskAsync(Memberships));
    }

    [Fact]
    public async Task Gives_the_role_just_its_own_database()
    {
        await using var cluster = await BootstrappedCluster.CreateAsync();
        await cluster.HaveIamAsync();

        await cluster.BootstrapAsync();

        Assert.Equal(
            $"{cluster.Admin} CONNECT,{cluster.Admin} CREATE,{cluster.Admin} TEMPORARY,"
            + $"{cluster.Role} CONNECT,{cluster.Role} CREATE,{cluster.Role} TEMPORARY",
            await cluster.AskAsync(Grants));
        Assert.Equal("t", await cluster.AskAsync("SELECT datallowconn FROM pg_database WHERE datname = $1"));
        await using var other = await BootstrappedCluster.CreateAsync();
        await other.HaveIamAsync();
        await other.BootstrapAsync();
        Assert.Equal("f", await cluster.AskAsync($"SELECT has_database_privilege($2, '{other.DatabaseName}', 'CONNECT')"));
    }

    [Fact]
    public async Task Changes_nothing_the_second_time()
    {
        await using var cluster = await BootstrappedCluster.CreateAsync();
        await cluster.HaveIamAsync();
        await cluster.BootstrapAsync();
        var before = (await cluster.AskAsync(Attributes), await cluster.AskAsync(Memberships), await cluster.AskAsync(Grants));

        var again = await cluster.BootstrapAsync();

        Assert.True(again.ExitCode == 0, again.Error);
        Assert.StartsWith(
            $"The database '{cluster.DatabaseName}' is there already.\nThe role '{cluster.Role}' is there already.\n", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, (await cluster.AskAsync(Attributes), await cluster.AskAsync(Memberships), await cluster.AskAsync(Grants)));
    }

    [Fact]
    public async Task Succeeds_however_many_run_at_once()
    {
        await using var cluster = await BootstrappedCluster.CreateAsync();
        await cluster.HaveIamAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(cluster.BootstrapAsync)));

        Assert.All(answers, answer => Assert.True(answer.ExitCode == 0, answer.Error));
        Assert.Single(answers, answer => answer.Output.StartsWith("Created the database", StringComparison.Ordinal));
        Assert.Equal("t f f f f f t", await cluster.AskAsync(Attributes));
    }

    [Theory]
    [InlineData("a\"; DROP ROLE nobody; --")]
    [InlineData("it's ")]
    [InlineData("$1 \\ {x} ")]
    [InlineData("Größe ")]
    public async Task Takes_any_name_for_a_name(string prefix)
    {
        await using var cluster = await BootstrappedCluster.CreateAsync(prefix);
        await cluster.HaveIamAsync();

        var answer = await cluster.BootstrapAsync();

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Equal("1", (await cluster.Server.QueryColumnAsync(
            $"SELECT count(*) FROM pg_database WHERE datname = '{cluster.DatabaseName.Replace("'", "''", StringComparison.Ordinal)}'")).Single());
        Assert.Equal("1", (await cluster.Server.QueryColumnAsync(
            $"SELECT count(*) FROM pg_roles WHERE rolname = '{cluster.Role.Replace("'", "''", StringComparison.Ordinal)}'")).Single());
    }

    [Fact]
    public async Task Leaves_a_database_that_was_there_open_to_those_who_use_it()
    {
        await using var cluster = await BootstrappedCluster.CreateAsync();
        await cluster.HaveIamAsync();
        await cluster.Server.ExecuteAsync($"CREATE DATABASE {cluster.DatabaseName} OWNER {cluster.Admin}");

        var answer = await cluster.BootstrapAsync();

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Contains("PUBLIC CONNECT", await cluster.AskAsync(Grants), StringComparison.Ordinal);
        Assert.Contains($"{cluster.Role} CREATE", await cluster.AskAsync(Grants), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finishes_what_a_killed_one_has_begun()
    {
        await using var cluster = await BootstrappedCluster.CreateAsync();
        await cluster.HaveIamAsync();
        await cluster.Server.ExecuteAsync($"CREATE DATABASE {cluster.DatabaseName} OWNER {cluster.Admin} ALLOW_CONNECTIONS false");

        var answer = await cluster.BootstrapAsync();

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.DoesNotContain("PUBLIC", await cluster.AskAsync(Grants), StringComparison.Ordinal);
        Assert.Equal("t", await cluster.AskAsync("SELECT datallowconn FROM pg_database WHERE datname = $1"));
    }

    [Fact]
    public async Task Leaves_a_role_that_was_there_its_password_and_its_rights()
    {
        await using var cluster = await BootstrappedCluster.CreateAsync();
        await cluster.Server.ExecuteAsync($"CREATE ROLE {cluster.Role} LOGIN CREATEDB PASSWORD 'its own'");
        await cluster.Server.ExecuteAsync($"CREATE DATABASE {cluster.DatabaseName} OWNER {cluster.Admin}");
        var before = await cluster.AskAsync("SELECT rolpassword FROM pg_authid WHERE rolname = $2");
        cluster.LogInWithPassword("another");

        var answer = await cluster.BootstrapAsync();

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Equal(before, await cluster.AskAsync("SELECT rolpassword FROM pg_authid WHERE rolname = $2"));
        Assert.Equal("t", await cluster.AskAsync("SELECT rolcreatedb FROM pg_roles WHERE rolname = $2"));
    }

    [Fact]
    public async Task Makes_a_role_for_a_secret_of_its_own_that_a_run_then_logs_in_with()
    {
        const string Password = "pass'word \\ $tag$ ü";
        await using var cluster = await BootstrappedCluster.CreateAsync();
        cluster.LogInWithPassword(Password);
        await cluster.PutAsync("V1__first.sql", "CREATE TABLE first (id int);");

        var bootstrap = await cluster.BootstrapAsync();
        var migrate = await cluster.RunAsync("migrate");

        Assert.True(bootstrap.ExitCode == 0, bootstrap.Error);
        Assert.True(migrate.ExitCode == 0, migrate.Error);
        Assert.StartsWith("SCRAM-SHA-256$4096:", await cluster.AskAsync("SELECT rolpassword FROM pg_authid WHERE rolname = $2"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Password, bootstrap.Output + bootstrap.Error + migrate.Error + await cluster.EverythingWrittenAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Makes_the_database_only_where_the_runs_log_in_as_the_administrator()
    {
        await using var cluster = await BootstrappedCluster.CreateAsync();
        cluster.LogInAsAdministrator();

        var answer = await cluster.BootstrapAsync();

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.StartsWith($"Created the database '{cluster.DatabaseName}'", answer.Output, StringComparison.Ordinal);
        Assert.Null(await cluster.AskAsync("SELECT rolname FROM pg_roles WHERE rolname = $2"));
    }

    [Fact]
    public async Task Makes_a_role_that_nobody_logs_in_as_where_there_is_no_IAM()
    {
        await using var cluster = await BootstrappedCluster.CreateAsync();
        await cluster.Server.ExecuteAsync("DROP ROLE IF EXISTS rds_iam");

        var answer = await cluster.BootstrapAsync();

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Contains("which cannot log in: this server has no role rds_iam, so it is not RDS.", answer.Output, StringComparison.Ordinal);
        Assert.Equal("f f f f f f t", await cluster.AskAsync(Attributes));
    }

    [Fact]
    public async Task Says_what_the_administrator_must_be_able_to_do()
    {
        await using var cluster = await BootstrappedCluster.CreateAsync();
        await cluster.Server.ExecuteAsync($"ALTER ROLE {cluster.Admin} NOCREATEDB");

        var answer = await cluster.BootstrapAsync();

        Assert.Equal((1, "failed"), (answer.ExitCode, answer.Outcome));
        Assert.Contains("permission denied to create database", answer.Output, StringComparison.Ordinal);
        Assert.Contains("'adminSecretArn' must be able to create databases and roles", answer.Output, StringComparison.Ordinal);
    }
}
