using System.Diagnostics.CodeAnalysis;
using Daybreak.LocalCloud.Postgres;
using Npgsql;

namespace Daybreak.LocalCloud.Stack;

/// <summary>Creates the databases that the settings name, and the login roles of their secrets.</summary>
internal static class DatabaseSetup
{
    /// <summary>Makes sure that the role and the database are there; the role gets the secret's password.</summary>
    public static async Task EnsureAsync(
        PostgresServer server, string databaseName, string userName, string password, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString());
        await connection.OpenAsync(cancellationToken);
        if (userName != server.User)
        {
            await EnsureRoleAsync(connection, userName, password, cancellationToken);
        }

        if (!await ExistsAsync(connection, "SELECT 1 FROM pg_database WHERE datname = $1", databaseName, cancellationToken))
        {
            await ExecuteAsync(
                connection,
                $"CREATE DATABASE {Quote(databaseName)} OWNER {Quote(userName)} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
                cancellationToken);
        }
    }

    /// <summary>An identifier as PostgreSQL wants it quoted.</summary>
    public static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task EnsureRoleAsync(
        NpgsqlConnection connection, string userName, string password, CancellationToken cancellationToken)
    {
        var exists = await ExistsAsync(connection, "SELECT 1 FROM pg_roles WHERE rolname = $1", userName, cancellationToken);
        var verb = exists ? "ALTER" : "CREATE";
        var literal = $"'{password.Replace("'", "''", StringComparison.Ordinal)}'";
        // As Aurora's master user: no superuser, but free to make databases and roles.
        await ExecuteAsync(
            connection, $"{verb} ROLE {Quote(userName)} LOGIN CREATEDB CREATEROLE PASSWORD {literal}", cancellationToken);
        if (!exists)
        {
            // An administrator who is no superuser may give a database only to a role that he is a member of.
            await ExecuteAsync(connection, $"GRANT {Quote(userName)} TO CURRENT_USER", cancellationToken);
        }
    }

    private static async Task<bool> ExistsAsync(
        NpgsqlConnection connection, string query, string value, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, query);
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, statement);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [SuppressMessage("Security", "CA2100", Justification = "DDL takes no parameters; identifiers and literals are quoted.")]
    private static NpgsqlCommand Command(NpgsqlConnection connection, string statement) => new(statement, connection);
}
