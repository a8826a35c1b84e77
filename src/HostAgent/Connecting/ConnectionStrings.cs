using System.Globalization;
using Npgsql;

namespace Daybreak.HostAgent.Connecting;

/// <summary>Puts <see cref="ConnectionSettings"/> into Npgsql's words.</summary>
internal static class ConnectionStrings
{
    // Npgsql's own bound for the connect timeout.
    private const int LongestTimeout = 1024;

    /// <summary>Builds the connection string; the password is in it only when the settings have one.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="timeZone">The client's zone, which the session gets as with pgjdbc; null: the server's.</param>
    public static NpgsqlConnectionStringBuilder Build(ConnectionSettings settings, string? timeZone)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Database = settings.Database,
            Username = settings.User,
            Password = settings.Password,
            SslMode = settings.SslMode,
            // Kerberos is not offered; asking for its encryption would cost a round trip.
            GssEncryptionMode = GssEncryptionMode.Disable,
            ApplicationName = settings.ApplicationName,
            Timeout = (int)Math.Clamp(Math.Ceiling(settings.ConnectTimeout.TotalSeconds), 0, LongestTimeout),
            CommandTimeout = (int)Math.Ceiling(settings.SocketTimeout.TotalSeconds),
            KeepAlive = 30,
            TcpKeepAlive = true,
            // A server that is gone without a word is noticed two minutes into a statement; by the system's own settings that takes two hours.
            TcpKeepAliveTime = 30,
            TcpKeepAliveInterval = 10,
        };
        AddEndpoints(builder, settings);
        if (timeZone is not null)
        {
            builder.Timezone = timeZone;
        }

        AddOptional(builder, settings);
        return builder;
    }

    private static void AddEndpoints(NpgsqlConnectionStringBuilder builder, ConnectionSettings settings)
    {
        if (settings.Endpoints is [var only])
        {
            builder.Host = only.Host;
            builder.Port = only.Port;
            return;
        }

        builder.Host = string.Join(',', settings.Endpoints);
        if (settings.LoadBalanceHosts)
        {
            builder.LoadBalanceHosts = true;
        }

        if (settings.TargetSessionAttributes is { } wanted)
        {
            builder.TargetSessionAttributes = wanted;
        }
    }

    private static void AddOptional(NpgsqlConnectionStringBuilder builder, ConnectionSettings settings)
    {
        // Npgsql reads its environment variables for what is not set, so null must stay unset.
        if (settings.SslRootCertificate is { } root)
        {
            builder.RootCertificate = root;
        }

        if (settings.SslCertificate is { } certificate)
        {
            builder.SslCertificate = certificate;
        }

        if (settings.SslKey is { } key)
        {
            builder.SslKey = key;
        }

        if (settings.SslPassword is { } password)
        {
            builder.SslPassword = password;
        }

        if (settings.CurrentSchema is { } schema)
        {
            builder.SearchPath = schema;
        }

        if (settings.Options is { } options)
        {
            builder.Options = options;
        }
    }

    /// <summary>The name of a zone that PostgreSQL knows, or null.</summary>
    public static string? ZoneName(TimeZoneInfo zone) =>
        zone.Id.Length == 0 || string.Equals(zone.Id, "Local", StringComparison.Ordinal)
            ? null
            : zone.Id.ToString(CultureInfo.InvariantCulture);
}
