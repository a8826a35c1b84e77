using System.Globalization;
using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.HostAgent.Connecting;

/// <summary>The parameters of a URL, under pgjdbc's and libpq's names.</summary>
internal static class UrlParameters
{
    // Tuning of pgjdbc itself: the driver here needs none of it.
    private static readonly HashSet<string> Tuning = new(StringComparer.Ordinal)
    {
        "adaptiveFetch", "adaptiveFetchMaximum", "adaptiveFetchMinimum", "allowEncodingChanges", "assumeMinServerVersion", "autosave",
        "binaryTransfer", "binaryTransferDisable", "binaryTransferEnable", "cancelSignalTimeout", "cleanupSavepoints", "client_encoding",
        "databaseMetadataCacheFields", "databaseMetadataCacheFieldsMiB", "defaultRowFetchSize", "disableColumnSanitiser",
        "escapeSyntaxCallMode", "fallback_application_name", "gssEncMode", "gssencmode", "groupStartupParameters", "hideUnprivilegedObjects",
        "hostRecheckSeconds", "keepalives", "keepalives_count", "keepalives_idle", "keepalives_interval", "logServerErrorDetail",
        "logUnclosedConnections", "loggerFile", "loggerLevel", "maxResultBuffer", "maxSendBufferSize", "preferQueryMode",
        "preparedStatementCacheQueries", "preparedStatementCacheSizeMiB", "prepareThreshold", "protocolVersion", "quoteReturningIdentifiers",
        "reWriteBatchedInserts", "receiveBufferSize", "sendBufferSize", "sslNegotiation", "sslnegotiation", "stringtype", "tcpKeepAlive",
        "tcpNoDelay", "unknownLength", "xmlFactoryFactory", "channelBinding", "channel_binding",
    };

    private static readonly HashSet<string> Java = new(StringComparer.Ordinal)
    {
        "authenticationPluginClassName", "gsslib", "jaasApplicationName", "jaasLogin", "kerberosServerName", "localSocketAddress",
        "replication", "socketFactory", "socketFactoryArg", "sspiServiceClass", "sslfactory", "sslfactoryarg", "sslhostnameverifier",
        "sslpasswordcallback", "useSpnego",
    };

    /// <summary>Takes one parameter over.</summary>
    /// <param name="settings">The settings so far.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, decoded.</param>
    /// <param name="ignored">Is told why a parameter has no effect.</param>
    /// <exception cref="MigrationException">The value is wrong, or the parameter cannot work here.</exception>
    public static ConnectionSettings Apply(ConnectionSettings settings, string name, string value, Action<string> ignored)
    {
        switch (name)
        {
            case "host":
                return settings with { Endpoints = [new DatabaseEndpoint(value, settings.Endpoints[0].Port)] };
            case "port" or "PGPORT":
                return settings with { Endpoints = [settings.Endpoints[0] with { Port = DatabaseUrlParser.Port(value) }] };
            case "dbname" or "PGDBNAME":
                return settings with { Database = value };
            case "user":
                return settings with { User = value };
            case "password":
                return settings with { Password = value };
            case "ssl":
                // pgjdbc: ssl=true (or bare) without sslmode verifies the certificate and the host.
                return value is "true" or "" ? settings with { SslMode = SslMode.VerifyFull } : settings;
            case "sslmode":
                return settings with { SslMode = Mode(value) };
            case "sslrootcert":
                return settings with { SslRootCertificate = value };
            case "sslcert":
                return settings with { SslCertificate = value };
            case "sslkey":
                return settings with { SslKey = value };
            case "sslpassword":
                return settings with { SslPassword = value };
            default:
                return ApplySession(settings, name, value, ignored);
        }
    }

    private static ConnectionSettings ApplySession(ConnectionSettings settings, string name, string value, Action<string> ignored)
    {
        switch (name)
        {
            case "currentSchema":
                return settings with { CurrentSchema = value };
            case "ApplicationName" or "applicationName" or "application_name":
                return settings with { ApplicationName = value };
            case "connectTimeout" or "connect_timeout" or "loginTimeout":
                return settings with { ConnectTimeout = Seconds(name, value) };
            case "socketTimeout":
                return settings with { SocketTimeout = Seconds(name, value) };
            case "options":
                return settings with { Options = value };
            case "targetServerType" or "target_session_attrs":
                return settings with { TargetSessionAttributes = Target(name, value) };
            case "loadBalanceHosts" or "load_balance_hosts":
                return settings with { LoadBalanceHosts = value is "true" or "random" };
            case var _ when Java.Contains(name):
                throw Wrong($"The url's parameter '{name}' belongs to Java and cannot work here: remove it.");
            default:
                if (!Tuning.Contains(name))
                {
                    ignored($"The url's parameter '{name}' is not known and has no effect.");
                }

                return settings;
        }
    }

    private static SslMode Mode(string value) => value switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw Wrong($"Invalid sslmode '{value}' in the url: write disable, allow, prefer, require, verify-ca or verify-full."),
    };

    private static string? Target(string name, string value) => value switch
    {
        "any" => null,
        "primary" or "master" => "primary",
        "secondary" or "slave" or "standby" => "standby",
        "preferSecondary" or "preferSlave" or "prefer-standby" => "prefer-standby",
        "preferPrimary" => "prefer-primary",
        "read-write" or "read-only" => value,
        _ => throw Wrong($"Invalid {name} '{value}' in the url: write any, primary, secondary, preferPrimary or preferSecondary."),
    };

    private static TimeSpan Seconds(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : throw Wrong($"Invalid {name} '{value}' in the url: write a number of seconds.");

    private static MigrationException Wrong(string message) => new(ErrorCode.Error, message);
}
