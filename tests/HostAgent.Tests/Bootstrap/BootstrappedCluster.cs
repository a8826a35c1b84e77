using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Tests.Run;
using Daybreak.Testing;

namespace Daybreak.HostAgent.Tests.Bootstrap;

/// <summary>A server with an administrator like RDS's, who is no superuser, and a database that is not there yet.</summary>
internal sealed class BootstrappedCluster : IAsyncDisposable
{
    private const string AdminSecret = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:admin";
    private const string LoginSecret = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:login";

    private readonly LoopbackCloud _cloud;
    private readonly string _unique = Guid.NewGuid().ToString("N")[..12];

    private BootstrappedCluster(LoopbackCloud cloud, TestDatabase server)
    {
        _cloud = cloud;
        Server = server;
        Admin = $"admin_{_unique}";
        DatabaseName = $"shop_{_unique}";
        Role = $"migrator_{_unique}";
    }

    /// <summary>Another database of the server, as its superuser.</summary>
    public TestDatabase Server { get; }

    public string Admin { get; }

    public string DatabaseName { get; private init; }

    public string Role { get; private init; }

    /// <summary>A cluster; the database's and the role's names begin with what is given.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The new object disposes it.")]
    public static async Task<BootstrappedCluster> CreateAsync(string prefix = "")
    {
        var cluster = new BootstrappedCluster(await LoopbackCloud.StartAsync(), await TestDatabase.CreateAsync());
        cluster = new BootstrappedCluster(cluster._cloud, cluster.Server)
        {
            DatabaseName = prefix + cluster.DatabaseName,
            Role = prefix + cluster.Role,
        };
        await cluster._cloud.CreateBucketAsync("users");
        await cluster._cloud.CreateBucketAsync("results");
        await cluster.Server.ExecuteAsync($"CREATE ROLE {cluster.Admin} LOGIN CREATEDB CREATEROLE PASSWORD 'of the administrator'");
        cluster.SetSecret(AdminSecret, cluster.Admin, "of the administrator");
        cluster.LogInWithTokens();
        return cluster;
    }

    /// <summary>Makes the server one of RDS: it has rds_iam, and the administrator may grant it.</summary>
    public async Task HaveIamAsync()
    {
        if ((await Server.QueryAsync("SELECT 1 FROM pg_roles WHERE rolname = 'rds_iam'")).Count == 0)
        {
            await Server.ExecuteAsync("CREATE ROLE rds_iam NOLOGIN");
        }

        await Server.ExecuteAsync($"GRANT rds_iam TO {Admin} WITH ADMIN OPTION");
    }

    /// <summary>The runs log in with tokens, as <see cref="Role"/>.</summary>
    public void LogInWithTokens() => Configure(new JsonObject { ["iamUser"] = Role, ["adminSecretArn"] = AdminSecret });

    /// <summary>The runs log in as <see cref="Role"/> with a password.</summary>
    public void LogInWithPassword(string password)
    {
        SetSecret(LoginSecret, Role, password);
        Configure(new JsonObject { ["secretArn"] = LoginSecret, ["adminSecretArn"] = AdminSecret });
    }

    /// <summary>The runs log in as the administrator.</summary>
    public void LogInAsAdministrator() => Configure(new JsonObject { ["secretArn"] = AdminSecret });

    public Task<RunAnswer> BootstrapAsync() => RunAsync("bootstrap");

    public async Task<RunAnswer> RunAsync(string command)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await RunCommand.ExecuteAsync(
            ["run", command, "--database", "Users", "--run-id", $"by-hand-{Guid.NewGuid():N}"],
            _cloud.Variable, output, TextWriter.Synchronized(error), TimeProvider.System, CancellationToken.None);
        return new RunAnswer(exitCode, output.ToString().TrimEnd('\n'), error.ToString());
    }

    public Task PutAsync(string key, string content) => _cloud.PutAsync("users", key, content);

    /// <summary>What the run records and events say, in one text.</summary>
    public async Task<string> EverythingWrittenAsync()
    {
        var records = new List<string>();
        foreach (var key in await _cloud.KeysAsync("results"))
        {
            records.Add(await _cloud.GetAsync("results", key));
        }

        return string.Join('\n', records.Concat(_cloud.Events.Select(e => e.ToJsonString())));
    }

    /// <summary>The one value of a query whose $1 to $2 are the names of database and role, as text.</summary>
    public async Task<string?> AskAsync(string query) => (await Server.QueryColumnAsync(
        query.Replace("$1", Literal(DatabaseName), StringComparison.Ordinal).Replace("$2", Literal(Role), StringComparison.Ordinal))).SingleOrDefault();

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public async ValueTask DisposeAsync()
    {
        await Server.ExecuteAsync($"DROP DATABASE IF EXISTS {Quoted(DatabaseName)} WITH (FORCE)");
        await Server.ExecuteAsync($"DROP ROLE IF EXISTS {Quoted(Role)}");
        await Server.ExecuteAsync($"DROP ROLE IF EXISTS {Admin}");
        await Server.DisposeAsync();
        await _cloud.DisposeAsync();
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private void SetSecret(string arn, string user, string password) =>
        _cloud.Secrets[$"{arn} AWSCURRENT"] = new JsonObject { ["username"] = user, ["password"] = password }.ToJsonString();

    private void Configure(JsonObject login)
    {
        login["bucket"] = "users";
        login["resultsBucket"] = "results";
        login["host"] = Server.Host;
        login["port"] = Server.Port;
        login["databaseName"] = DatabaseName;
        // Tokens travel over TLS only.
        login["sslMode"] = login.ContainsKey("iamUser") ? "require" : "prefer";
        login["settleSeconds"] = 0;
        _cloud.Parameters["/daybreak/dev/Users"] = login.ToJsonString();
    }
}
