using System.Diagnostics;
using System.Globalization;
using Daybreak.Benchmarks.Measuring;
using Daybreak.LocalCloud.Postgres;
using Npgsql;

namespace Daybreak.Benchmarks.Machine;

/// <summary>
/// A PostgreSQL server as initdb leaves it, but for its port: durable, on 127.0.0.1 only. Nobody needs a password, so that no case measures how
/// long a key takes to derive.
/// </summary>
internal sealed class BenchServer : IAsyncDisposable
{
    public const string User = "postgres";

    // The server ends when our end of the shell's standard input is gone, however that comes about.
    private const string Keeper =
        """
        exec 3<&0 </dev/null >>"$1/server.log" 2>&1
        data=$1
        shift
        "$@" 3<&- &
        server=$!
        { read -r _ <&3; kill -INT "$server"; } &
        wait "$server"
        cd / && rm -rf "$data"
        """;

    private readonly Process _keeper;
    private int _old;

    private BenchServer(Process keeper, PostgresBinaries binaries, int port) =>
        (_keeper, Programs, Port) = (keeper, binaries.Directory, port);

    /// <summary>The directory of psql and the other real programs; Debian's on the PATH are wrappers.</summary>
    public string Programs { get; }

    public int Port { get; }

    public string Psql => Path.Combine(Programs, "psql");

    public static async Task<BenchServer> StartAsync(CancellationToken cancellationToken)
    {
        var account = ServerAccount.Choose();
        var scratch = Directory.CreateTempSubdirectory("daybreak-bench-pg-programs-").FullName;
        var binaries = await PostgresBinaries.FindAsync(Environment.GetEnvironmentVariable("DAYBREAK_PG_BIN"), account, scratch, cancellationToken);
        var (_, made) = await account.RunAsync("/bin/sh", ["-c", "mktemp -d"], string.Empty, cancellationToken);
        var directory = made.Trim();
        var data = Path.Combine(directory, "data");
        var (code, output) = await account.RunAsync(
            binaries.InitDb, ["-D", data, "-U", User, "-A", "trust", "-E", "UTF8", "--no-locale"], string.Empty, cancellationToken);
        if (code != 0)
        {
            throw new BenchmarkException($"initdb failed: {output}");
        }

        var port = LoopbackPort.Choose(null);
        string[] server =
        [
            binaries.Postgres, "-D", data, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", string.Create(CultureInfo.InvariantCulture, $"port={port}"),
        ];
        var keeper = Process.Start(account.StartInfo("/bin/sh", ["-c", Keeper, "sh", directory, .. server]))!;
        keeper.StandardOutput.Close();
        keeper.StandardError.Close();
        var started = new BenchServer(keeper, binaries, port);
        await started.WaitAsync(cancellationToken);
        return started;
    }

    /// <summary>Makes an empty database in place of the one of that name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="keepOld">
    /// Whether the old one is put aside instead of dropped: for minutes after thousands of files were deleted, ext4 is slow at making new ones.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task FreshAsync(string name, bool keepOld, CancellationToken cancellationToken)
    {
        if (!keepOld)
        {
            await ExecuteAsync("postgres", $"DROP DATABASE IF EXISTS {name} WITH (FORCE)", cancellationToken);
        }
        else if (await AskAsync("postgres", $"SELECT count(*) FROM pg_database WHERE datname = '{name}'", cancellationToken) == "1")
        {
            await ExecuteAsync("postgres", string.Create(CultureInfo.InvariantCulture, $"ALTER DATABASE {name} RENAME TO {name}_{++_old}"), cancellationToken);
        }

        await ExecuteAsync("postgres", $"CREATE DATABASE {name}", cancellationToken);
    }

    /// <summary>Runs SQL.</summary>
    public async Task ExecuteAsync(string database, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(database, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first column of the first row of a query, as text.</summary>
    public async Task<string> AskAsync(string database, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(database, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return Convert.ToString(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) ?? string.Empty;
    }

    /// <summary>What psql and everything else on libpq need to find it.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["PGHOST"] = "127.0.0.1",
        ["PGPORT"] = Port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = User,
    };

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
    }

    private async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Username = User, Database = database, Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await ExecuteAsync("postgres", "SELECT 1", cancellationToken);
                return;
            }
            catch (NpgsqlException) when (tries < 600 && !_keeper.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }
    }
}
