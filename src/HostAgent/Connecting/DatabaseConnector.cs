using Daybreak.MigrationEngine;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Daybreak.HostAgent.Connecting;

/// <summary>Opens connections, with retries. Nothing is connected before the first <see cref="OpenAsync"/>.</summary>
internal sealed partial class DatabaseConnector : IAsyncDisposable
{
    private readonly ConnectionSettings _settings;
    private readonly ConnectRetryPolicy _policy;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Func<CancellationToken, ValueTask<string?>>? _password;
    private readonly Lazy<NpgsqlDataSource> _dataSource;

    /// <summary>Creates a connector.</summary>
    /// <param name="settings">How to reach the database.</param>
    /// <param name="policy">How long to keep trying.</param>
    /// <param name="logger">Is told of each wait and its reason.</param>
    /// <param name="time">Measures and waits; its local zone becomes the session's.</param>
    /// <param name="password">Asked for the password anew at each try; null: the settings' own.</param>
    public DatabaseConnector(
        ConnectionSettings settings,
        ConnectRetryPolicy policy,
        ILogger logger,
        TimeProvider time,
        Func<CancellationToken, ValueTask<string?>>? password = null)
    {
        _settings = settings;
        _policy = policy;
        _logger = logger;
        _time = time;
        _password = password;
        _dataSource = new Lazy<NpgsqlDataSource>(CreateDataSource);
    }

    /// <summary>Opens a connection; the caller disposes it.</summary>
    /// <exception cref="ConnectionFailedException">The last try failed; the message names host, port, database, user and cause.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        for (var retries = 0; ; retries++)
        {
            TimeSpan wait;
            try
            {
                return await _dataSource.Value.OpenConnectionAsync(cancellationToken);
            }
            catch (Exception error) when (IsConnectFailure(error))
            {
                if (_policy.WaitAfter(error, retries, _time.GetElapsedTime(start)) is not { } next)
                {
                    throw Failure(error);
                }

                wait = next;
                LogWaiting(_settings.Place, Cause(error), wait.TotalSeconds);
            }

            await Task.Delay(wait, _time, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_dataSource.IsValueCreated)
        {
            await _dataSource.Value.DisposeAsync();
        }
    }

    // A timeout or a file that cannot be read (a certificate) are failures to connect as well.
    private static bool IsConnectFailure(Exception error) =>
        error is NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException
            or System.Security.Cryptography.CryptographicException or System.Security.Authentication.AuthenticationException;

    private ConnectionFailedException Failure(Exception error) =>
        new($"Unable to obtain connection from database ({_settings.Place}): {Cause(error)}", (error as NpgsqlException)?.SqlState, error);

    // Npgsql says where it failed to connect; the reason is in the inner exception.
    private static string Cause(Exception error) => error switch
    {
        PostgresException postgres => $"{postgres.MessageText} (SQL State {postgres.SqlState})",
        { InnerException: { } inner } when !error.Message.Contains(inner.Message, StringComparison.Ordinal) => $"{error.Message}: {inner.Message}",
        _ => error.Message,
    };

    private NpgsqlDataSource CreateDataSource()
    {
        var text = ConnectionStrings.Build(_settings, ConnectionStrings.ZoneName(_time.LocalTimeZone));
        var builder = new NpgsqlSlimDataSourceBuilder(text.ConnectionString);
        EngineConnections.Configure(builder);
        if (_settings.SslMode != SslMode.Disable)
        {
            builder.EnableTransportSecurity();
            if (_settings.SslRootCertificate is { } root)
            {
                // Without it SslStream reads the whole store of the system before Npgsql looks at the root: a tenth of a second.
                builder.UseSslClientAuthenticationOptionsCallback(options => options.CertificateChainPolicy = RootPolicy.Of(root));
            }
        }

        if (_password is not null)
        {
            builder.UsePasswordProvider(
                static _ => throw new NotSupportedException("Connections are opened asynchronously."),
                async (_, cancellationToken) => await _password(cancellationToken) ?? string.Empty);
        }

        return builder.Build();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database ({Place}) cannot be reached yet: {Cause}. Retrying in {Seconds} s.")]
    private partial void LogWaiting(string place, string cause, double seconds);
}
