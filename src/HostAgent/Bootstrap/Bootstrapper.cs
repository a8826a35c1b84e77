using System.Diagnostics.CodeAnalysis;
using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Run.Credentials;
using Daybreak.HostAgent.Run.Settings;
using Npgsql;

namespace Daybreak.HostAgent.Bootstrap;

/// <summary>
/// Creates a PostgreSQL database and the role its runs log in as, where they are missing. What is there stays as it is, but for the role's
/// membership in rds_iam and its privileges in this database.
/// </summary>
/// <param name="settings">The database's settings.</param>
/// <param name="login">The login of the runs when it is another one than the administrator's and has a password; null otherwise.</param>
/// <param name="inDatabase">Opens connections to a database of the cluster, as somebody who may create databases and roles.</param>
internal sealed class Bootstrapper(DatabaseSettings settings, DatabaseCredentials? login, Func<string, DatabaseOpener> inDatabase)
{
    private const string MaintenanceDatabase = "postgres";
    private const string IamRole = "rds_iam";

    // Bootstraps of one cluster, whatever their databases, take turns: concurrent changes of one row of a catalogue fail.
    private const string Lock = "SELECT pg_advisory_lock(hashtextextended('daybreak bootstrap', 0))";

    private readonly List<string> _lines = [];
    private readonly string _database = Quoted(settings.DatabaseName);

    /// <summary>Creates what is missing.</summary>
    /// <exception cref="RunFailedException">The cluster could not be reached, or refused.</exception>
    public async Task<CommandResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var cluster = await inDatabase(MaintenanceDatabase).OpenAsync(cancellationToken);
            await ExecuteAsync(cluster, Lock, cancellationToken);
            await CreateDatabaseAsync(cluster, cancellationToken);
            if ((settings.IamUser ?? login?.User) is { } role)
            {
                await CreateRoleAsync(cluster, role, cancellationToken);
                await GrantAsync(role, cancellationToken);
            }

            return new CommandResult(string.Join('\n', _lines));
        }
        catch (PostgresException e)
        {
            throw new RunFailedException(
                RunExitCode.Failed,
                e.SqlState,
                $"The database '{settings.DatabaseName}' could not be prepared: {e.MessageText}. "
                + "The login of 'adminSecretArn' must be able to create databases and roles.",
                e);
        }
    }

    private async Task CreateDatabaseAsync(NpgsqlConnection cluster, CancellationToken cancellationToken)
    {
        const string IsOpen = "SELECT datallowconn OR pg_get_userbyid(datdba) <> current_user FROM pg_database WHERE datname = $1";
        var isOpen = await AskAsync(cluster, IsOpen, settings.DatabaseName, cancellationToken);
        if (isOpen is true)
        {
            _lines.Add($"The database '{settings.DatabaseName}' is there already.");
            return;
        }

        // Nobody gets in before everybody is shut out. One that is there but closed is what a killed bootstrap has left.
        if (isOpen is null)
        {
            await ExecuteAsync(cluster, $"CREATE DATABASE {_database} ALLOW_CONNECTIONS false", cancellationToken);
        }

        await ExecuteAsync(cluster, $"REVOKE ALL ON DATABASE {_database} FROM PUBLIC", cancellationToken);
        await ExecuteAsync(cluster, $"ALTER DATABASE {_database} ALLOW_CONNECTIONS true", cancellationToken);
        _lines.Add($"Created the database '{settings.DatabaseName}'; other roles than its owner's need GRANT CONNECT.");
    }

    private async Task CreateRoleAsync(NpgsqlConnection cluster, string role, CancellationToken cancellationToken)
    {
        var hasIam = await ExistsAsync(cluster, IamRole, cancellationToken);
        if (await ExistsAsync(cluster, role, cancellationToken))
        {
            _lines.Add($"The role '{role}' is there already.");
        }
        else
        {
            await ExecuteAsync(cluster, $"CREATE ROLE {Quoted(role)} {Login(hasIam)} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION",
                cancellationToken);
            _lines.Add(login is not null || hasIam
                ? $"Created the role '{role}'."
                : $"Created the role '{role}', which cannot log in: this server has no role rds_iam, so it is not RDS.");
        }

        if (hasIam && login is null)
        {
            await ExecuteAsync(cluster, $"GRANT {IamRole} TO {Quoted(role)}", cancellationToken);
        }
    }

    // Without password and without IAM there is nothing it could prove itself with: then nobody logs in as it.
    private string Login(bool hasIam) =>
        login is { } credentials ? $"LOGIN PASSWORD '{ScramVerifier.Of(credentials.Password)}'"
        : hasIam ? "LOGIN"
        : "NOLOGIN";

    // All it may do is in its own database; the objects that it creates are its own.
    private async Task GrantAsync(string role, CancellationToken cancellationToken)
    {
        await using var connection = await inDatabase(settings.DatabaseName).OpenAsync(cancellationToken);
        await ExecuteAsync(connection, $"GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {_database} TO {Quoted(role)}", cancellationToken);
        await ExecuteAsync(connection, $"GRANT USAGE, CREATE ON SCHEMA public TO {Quoted(role)}", cancellationToken);
        _lines.Add($"'{role}' may connect to '{settings.DatabaseName}', create schemas there, and objects in its schema public.");
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string role, CancellationToken cancellationToken) =>
        await AskAsync(connection, "SELECT true FROM pg_roles WHERE rolname = $1", role, cancellationToken) is true;

    private static async Task<object?> AskAsync(
        NpgsqlConnection connection, string query, string name, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        SetText(command, query);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        SetText(command, statement);
        // The bootstrap in front may wait for the copy of a large template.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [SuppressMessage("Security", "CA2100", Justification = "These statements take no parameters; every name in them is quoted.")]
    private static void SetText(NpgsqlCommand command, string text) => command.CommandText = text;

    private static string Quoted(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
