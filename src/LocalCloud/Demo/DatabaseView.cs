using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Stack;
using Npgsql;

namespace Daybreak.LocalCloud.Demo;

/// <summary>Looks into a database with the credentials of its secret.</summary>
internal sealed class DatabaseView
{
    private readonly string _connectionString;
    private readonly string _history;

    private DatabaseView(string connectionString, string history) => (_connectionString, _history) = (connectionString, history);

    /// <summary>Reads the secret that the settings name.</summary>
    public static async Task<DatabaseView> OpenAsync(LocalClient client, DatabaseSettings settings, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(
            "secretsmanager.GetSecretValue", new JsonObject { ["SecretId"] = settings.SecretArn }, cancellationToken);
        var secret = JsonNode.Parse(answer["SecretString"]!.ToString())!;
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = settings.Content["host"]!.ToString(),
            Port = int.Parse(settings.Content["port"]!.ToString(), CultureInfo.InvariantCulture),
            Database = settings.DatabaseName,
            Username = secret["username"]!.ToString(),
            Password = secret["password"]!.ToString(),
            Pooling = false,
        };
        var flyway = settings.Content["flyway"];
        var schema = flyway?["defaultSchema"]?.ToString() ?? flyway?["schemas"]?.ToString().Split(',')[0] ?? "public";
        var table = flyway?["table"]?.ToString() ?? "flyway_schema_history";
        return new DatabaseView(connection.ConnectionString, $"{DatabaseSetup.Quote(schema)}.{DatabaseSetup.Quote(table)}");
    }

    /// <summary>The schema history in order: version, description, type, installed on, success. Empty before the first migration.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> HistoryAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await QueryAsync(
                "SELECT coalesce(version, ''), description, type, to_char(installed_on, 'YYYY-MM-DD HH24:MI:SS'), success"
                + $" FROM {_history} ORDER BY installed_rank",
                cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return [];
        }
    }

    /// <summary>The columns of a table in order: name and type; whatever the case of the table's name. Empty where there is none.</summary>
    public Task<IReadOnlyList<IReadOnlyList<string>>> ColumnsAsync(string table, CancellationToken cancellationToken) => QueryAsync(
        "SELECT column_name, CASE WHEN character_maximum_length IS NULL THEN data_type"
        + " ELSE data_type || '(' || character_maximum_length || ')' END"
        + $" FROM information_schema.columns WHERE lower(table_name) = '{table}' ORDER BY ordinal_position",
        cancellationToken);

    [SuppressMessage("Security", "CA2100", Justification = "The identifiers are quoted; a table's name is a constant.")]
    private async Task<IReadOnlyList<IReadOnlyList<string>>> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<IReadOnlyList<string>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return rows;
    }
}
