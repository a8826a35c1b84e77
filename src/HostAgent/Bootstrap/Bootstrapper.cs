using System.Diagnostics.CodeAnalysis;
using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Run.Credentials;
using Daybreak.HostAgent.Run.Settings;
using Npgsql;

namespace Daybreak.HostAgent.Bootstrap;

/// <summary>Creates a PostgreSQL database and the role its runs log in as, where they are missing; what is there stays as it is.</summary>
/// <param name="settings">The database's settings.</param>
/// <param name="inDatabase">Opens connections to a database of the cluster, as somebody who may create databases and roles.</param>
internal sealed class Bootstrapper(DatabaseSettings settings, Func<string, DatabaseOpener> inDatabase)
{
    private const string MaintenanceDatabase = "postgres";

    private readonly string _database = Quoted(settings.DatabaseName);

    /// <summary>Creates what is missing.</summary>
    /// <exception cref="RunFailedException">The cluster could not be reached, or refused.</exception>
    public async Task<CommandResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var lines = new List<string>();
            await using (var cluster = await inDatabase(MaintenanceDatabase).OpenAsync(cancellationToken))
            {
                await CreateDatabaseAsync(cluster, lines, cancellationToken);
                if (settings.IamUser is { } role)
                {
                    await CreateRoleAsync(cluster, role, lines, cancellationToken);
                }
            }

            if (settings.IamUser is { } login)
            {
                await GrantAsync(login, lines, cancellationToken);
            }

            return new CommandResult(string.Join('\n', lines));
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

    private async Task CreateDatabaseAsync(NpgsqlConnection cluster, List<string> lines, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(cluster, "SELECT 1 FROM pg_database WHERE datname = $1", settings.DatabaseName, cancellationToken))
        {
            lines.Add($"The database '{settings.DatabaseName}' is there already.");
            return;
        }

        await CreateAsync(cluster, $"CREATE DATABASE {_database}", cancellationToken);
        lines.Add($"Created the database '{settings.DatabaseName}'.");
    }

    private static async Task CreateRoleAsync(NpgsqlConnection cluster, string role, List<string> lines, CancellationToken cancellationToken)
    {
        var hasIam = await ExistsAsync(cluster, "SELECT 1 FROM pg_roles WHERE rolname = $1", "rds_iam", cancellationToken);
        if (await ExistsAsync(cluster, "SELECT 1 FROM pg_roles WHERE rolname = $1", role, cancellationToken))
        {
            lines.Add($"The role '{role}' is there already.");
        }
        else
        {
            // Without IAM there is nothing it could prove itself with: then nobody logs in as it.
            var login = hasIam ? "LOGIN" : "NOLOGIN";
            await CreateAsync(
                cluster, $"CREATE ROLE {Quoted(role)} {login} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION", cancellationToken);
            lines.Add(hasIam
                ? $"Created the role '{role}'."
                : $"Created the role '{role}', which cannot log in: this server has no role rds_iam, so it is not RDS.");
        }

        if (hasIam)
        {
            await ExecuteAsync(cluster, $"GRANT rds_iam TO {Quoted(role)}", cancellationToken);
        }
    }

    // All it may do is in its own database; the objects that it creates are its own.
    private async Task GrantAsync(string role, List<string> lines, CancellationToken cancellationToken)
    {
        await using var connection = await inDatabase(settings.DatabaseName).OpenAsync(cancellationToken);
        await ExecuteAsync(connection, $"GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {_database} TO {Quoted(role)}", cancellationToken);
        await ExecuteAsync(connection, $"GRANT USAGE, CREATE ON SCHEMA public TO {Quoted(role)}", cancellationToken);
        lines.Add($"'{role}' may connect to '{settings.DatabaseName}', create schemas there, and objects in its schema public.");
    }

    private static async Task<bool> ExistsAsync(
        NpgsqlConnection connection, string query, string name, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        SetText(command, query);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    // Somebody else may have created it meanwhile.
    private static async Task CreateAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, statement, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState
            is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // It is there: that is what was wanted.
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        SetText(command, statement);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [SuppressMessage("Security", "CA2100", Justification = "These statements take no parameters; every name in them is quoted.")]
    private static void SetText(NpgsqlCommand command, string text) => command.CommandText = text;

    private static string Quoted(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
