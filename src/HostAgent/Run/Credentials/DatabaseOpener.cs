using System.Globalization;
using Daybreak.HostAgent.Connecting;
using Daybreak.HostAgent.Run.Settings;
using Npgsql;

namespace Daybreak.HostAgent.Run.Credentials;

/// <summary>
/// Opens connections to a run's database. The server may be asleep, restarting or failing over: opening is tried again, with a line that
/// says why. What the server refuses for another reason is not, nor is a server that another database of the run has waited for in vain.
/// </summary>
internal sealed class DatabaseOpener(
    DatabaseSettings settings,
    ICredentialsSource credentials,
    string applicationName,
    UnreachableServers unreachable,
    RunLog log,
    TimeProvider time)
{
    // Each attempt may need other credentials, so that the attempts are counted here and not by the connector.
    private static readonly ConnectRetryPolicy OneAttempt = new() { MaxRetries = 0 };

    private readonly DatabaseEndpoint _server = new(settings.Host, settings.Port);
    private bool _hasConnected;

    /// <summary>Three minutes: Aurora that sleeps is awake by then, or has failed over.</summary>
    public static ConnectRetryPolicy DefaultPolicy { get; } = new()
    {
        MaxDuration = TimeSpan.FromMinutes(3),
        MaxInterval = TimeSpan.FromSeconds(5),
        ShouldRetry = ConnectFailure.IsTransient,
    };

    /// <summary>How long opening is tried; default <see cref="DefaultPolicy"/>.</summary>
    public ConnectRetryPolicy Policy { get; init; } = DefaultPolicy;

    /// <summary>Opens a connection.</summary>
    /// <exception cref="RunFailedException">The database could not be reached, or there are no credentials.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_hasConnected && unreachable.FailureOfLate(_server, Policy) is { } known)
        {
            throw RunFailedException.Unreachable(Explain(known), known);
        }

        var started = time.GetTimestamp();
        for (var retries = 0; ; retries++)
        {
            var began = time.GetTimestamp();
            var (connection, failure) = await TryOpenAsync(cancellationToken);
            if (connection is not null)
            {
                _hasConnected = true;
                unreachable.Reached(_server);
                return connection;
            }

            if (WaitAfter(failure!, began, retries, time.GetElapsedTime(started)) is not { } wait)
            {
                throw RunFailedException.Unreachable(Explain(failure!), failure);
            }

            log.Warning(string.Create(
                CultureInfo.InvariantCulture,
                $"{_server} is not ready: {ConnectFailure.Reason(failure!)}. Trying again in {wait.TotalSeconds} s."));
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private TimeSpan? WaitAfter(Exception failure, long began, int retries, TimeSpan elapsed)
    {
        if (!ConnectFailure.IsTransient(failure))
        {
            if (failure is PostgresException)
            {
                // Who refuses a login is there.
                unreachable.Reached(_server);
            }

            return Policy.WaitAfter(failure, retries, elapsed);
        }

        var isGivenUp = unreachable.Contains(_server, Policy);
        var wait = isGivenUp ? null : Policy.WaitAfter(failure, retries, elapsed);
        if (wait is null && (isGivenUp || retries > 0))
        {
            unreachable.Add(_server, Policy, failure, began);
        }

        return wait;
    }

    private async Task<(NpgsqlConnection? Connection, Exception? Failure)> TryOpenAsync(CancellationToken cancellationToken)
    {
        Exception? refusal = null;
        await foreach (var candidate in credentials.CandidatesAsync(cancellationToken))
        {
            try
            {
                return (await OpenAsAsync(candidate, cancellationToken), null);
            }
            catch (ConnectionFailedException e) when (e.InnerException is { } reason && ConnectFailure.IsAuthentication(reason))
            {
                log.Warning($"{_server} refused the login of '{candidate}': {ConnectFailure.Reason(reason)}.");
                refusal = reason;
            }
            catch (ConnectionFailedException e)
            {
                return (null, e.InnerException ?? e);
            }
            catch (NpgsqlException e)
            {
                return (null, e);
            }
        }

        return (null, refusal);
    }

    private async Task<NpgsqlConnection> OpenAsAsync(DatabaseCredentials candidate, CancellationToken cancellationToken)
    {
        var connectionSettings = new ConnectionSettings
        {
            Endpoints = [_server],
            Database = settings.DatabaseName,
            User = candidate.User,
            Password = candidate.Password,
            SslMode = settings.SslMode,
            SslRootCertificate = settings.SslRootCertificate,
            ApplicationName = applicationName,
        };
        await using var connector = new DatabaseConnector(connectionSettings, OneAttempt, log, time);
        var connection = await connector.OpenAsync(cancellationToken);
        try
        {
            await SetUpAsync(connection, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // The server stops a statement whose client is gone (a killed run) instead of finishing it first, and does not end a session that waits for its
    // turn or holds the lock; both from PostgreSQL 14 on. For SET a new process of the server needs none of its catalogs.
    private static async Task SetUpAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await OnlyReadsAsync(connection, cancellationToken))
        {
            throw new ReadOnlyServerException();
        }

        if (connection.PostgreSqlVersion.Major >= 14)
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SET client_connection_check_interval = '5s'"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SET idle_session_timeout = 0"));
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    // From PostgreSQL 14 on the server says so by itself (manual 55.2.7); a proxy before it may keep that to itself.
    private static async Task<bool> OnlyReadsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (connection.PostgresParameters.TryGetValue("in_hot_standby", out var told))
        {
            return told == "on";
        }

        await using var command = new NpgsqlCommand("SELECT pg_catalog.pg_is_in_recovery()", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private string Explain(Exception e)
    {
        var remedy = ConnectFailure.IsAuthentication(e) ? credentials.Remedy
            : ConnectFailure.IsTls(e) ? "Give the RDS root certificates as 'sslRootCertificate', or correct 'host' and 'sslMode'."
            : e is ReadOnlyServerException ? "Give the cluster's writer endpoint as 'host'; after a failover, run the command again when there is a writer."
            : e is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } ? "Create it, or correct 'databaseName'."
            : e is PostgresException ? "See the server's log."
            : "Check that the cluster runs, and that its security group lets this host in.";
        var reason = ConnectFailure.Reason(e).TrimEnd('.');
        return $"The database '{settings.DatabaseName}' on {_server} could not be reached: {reason}. {remedy}";
    }
}
