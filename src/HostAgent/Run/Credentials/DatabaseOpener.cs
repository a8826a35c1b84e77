using System.Globalization;
using Daybreak.HostAgent.Run.Settings;
using Npgsql;

namespace Daybreak.HostAgent.Run.Credentials;

/// <summary>
/// Opens connections to a run's database. The server may be asleep, restarting or failing over: opening is tried again for
/// <see cref="Patience"/>, with a line that says why.
/// </summary>
internal sealed class DatabaseOpener(
    DatabaseSettings settings, ICredentialsSource credentials, string applicationName, RunLog log, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>How long opening is tried.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(3);

    private string Server => string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}");

    /// <summary>Opens a connection.</summary>
    /// <exception cref="RunFailedException">The database could not be reached, or there are no credentials.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await OpenOnceAsync(cancellationToken);
            }
            catch (NpgsqlException e) when (ConnectFailure.IsTransient(e) && time.GetElapsedTime(started) + pause < Patience)
            {
                log.Warning($"{Server} is not ready: {ConnectFailure.Reason(e)}. Trying again in {pause.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s.");
                await Task.Delay(pause, time, cancellationToken);
            }
            catch (NpgsqlException e)
            {
                throw RunFailedException.Unreachable(Explain(e), e);
            }
        }
    }

    private async Task<NpgsqlConnection> OpenOnceAsync(CancellationToken cancellationToken)
    {
        NpgsqlException? refusal = null;
        await foreach (var candidate in credentials.CandidatesAsync(cancellationToken))
        {
            try
            {
                return await OpenAsAsync(candidate, cancellationToken);
            }
            catch (NpgsqlException e) when (ConnectFailure.IsAuthentication(e))
            {
                log.Warning($"{Server} refused the login of '{candidate}': {ConnectFailure.Reason(e)}.");
                refusal = e;
            }
        }

        throw refusal!;
    }

    private async Task<NpgsqlConnection> OpenAsAsync(DatabaseCredentials candidate, CancellationToken cancellationToken)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(ConnectionString(candidate));
        builder.EnableTransportSecurity();
        await using var source = builder.Build();
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            // The server stops a statement whose client is gone (a killed run), instead of finishing it first; from PostgreSQL 14 on.
            await using var command = new NpgsqlCommand(
                "SELECT set_config('client_connection_check_interval', '5s', false) WHERE current_setting('server_version_num')::int >= 140000",
                connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // No pool: a connection that stays open keeps Aurora from pausing.
    private string ConnectionString(DatabaseCredentials candidate) => new NpgsqlConnectionStringBuilder
    {
        Host = settings.Host,
        Port = settings.Port,
        Database = settings.DatabaseName,
        Username = candidate.User,
        Password = candidate.Password,
        SslMode = settings.SslMode,
        RootCertificate = settings.SslRootCertificate,
        ApplicationName = applicationName,
        Pooling = false,
        Timeout = 15,
        CommandTimeout = 0,
        TcpKeepAlive = true,
        TcpKeepAliveTime = 30,
        TcpKeepAliveInterval = 10,
        IncludeErrorDetail = true,
    }.ConnectionString;

    private string Explain(NpgsqlException e)
    {
        var remedy = ConnectFailure.IsAuthentication(e) ? credentials.Remedy
            : ConnectFailure.IsTls(e) ? "Give the RDS root certificates as 'sslRootCertificate', or correct 'host' and 'sslMode'."
            : e is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } ? "Create it, or correct 'databaseName' in the database's settings."
            : e is PostgresException ? "See the server's log."
            : "Check that the cluster runs, and that its security group lets this host in.";
        return $"The database '{settings.DatabaseName}' on {Server} could not be reached: {ConnectFailure.Reason(e)}. {remedy}";
    }
}
