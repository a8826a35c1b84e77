using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Daybreak.LocalCloud.Postgres;

/// <summary>Reads the address of a server that already runs: a <c>postgres://</c> URL, libpq keywords, or Npgsql's own form.</summary>
internal static partial class ExternalServer
{
    /// <summary>Gives Npgsql's settings for <paramref name="value"/>.</summary>
    /// <exception cref="PostgresServerException">The value is none of the three.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string value)
    {
        try
        {
            var settings = value.Contains("://", StringComparison.Ordinal) ? FromUrl(value)
                : value.Contains(';', StringComparison.Ordinal) ? new NpgsqlConnectionStringBuilder(value)
                : FromKeywords(value);
            settings.Host ??= "127.0.0.1";
            settings.Database ??= PostgresServer.Maintenance;
            settings.Pooling = false;
            return settings;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new PostgresServerException(
                "DAYBREAK_PG is neither a URL (postgres://user:password@host:5432/postgres) nor libpq keywords "
                + "(host=… port=… user=… password=…).", e);
        }
    }

    private static NpgsqlConnectionStringBuilder FromUrl(string value)
    {
        var url = new Uri(value);
        if (url.Scheme is not ("postgres" or "postgresql"))
        {
            throw new FormatException($"\"{url.Scheme}\" is not PostgreSQL's scheme.");
        }

        var settings = new NpgsqlConnectionStringBuilder { Host = url.Host, Port = url.IsDefaultPort ? 5432 : url.Port };
        var user = url.UserInfo.Split(':', 2);
        Set(settings, "user", Uri.UnescapeDataString(user[0]));
        Set(settings, "password", user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "");
        Set(settings, "dbname", Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')));
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            Set(settings, parts[0], Uri.UnescapeDataString(parts[^1]));
        }

        return settings;
    }

    private static NpgsqlConnectionStringBuilder FromKeywords(string value)
    {
        var settings = new NpgsqlConnectionStringBuilder();
        var matches = Keyword().Matches(value);
        if (matches.Count == 0 || Keyword().Replace(value, "").Trim().Length > 0)
        {
            throw new FormatException("Not keyword=value.");
        }

        foreach (Match match in matches)
        {
            var quoted = match.Groups["quoted"];
            var text = quoted.Success ? Escape().Replace(quoted.Value, "$1") : match.Groups["plain"].Value;
            Set(settings, match.Groups["key"].Value, text);
        }

        return settings;
    }

    private static void Set(NpgsqlConnectionStringBuilder settings, string key, string value)
    {
        if (value.Length == 0)
        {
            return;
        }

        switch (key)
        {
            case "host" or "hostaddr": settings.Host = value; break;
            case "port": settings.Port = int.Parse(value, CultureInfo.InvariantCulture); break;
            case "user": settings.Username = value; break;
            case "password": settings.Password = value; break;
            case "dbname": settings.Database = value; break;
            case "sslmode": settings.SslMode = Mode(value); break;
            case "sslrootcert": settings.RootCertificate = value; break;
            default: throw new KeyNotFoundException($"\"{key}\" is not supported.");
        }
    }

    private static SslMode Mode(string value) => Enum.Parse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    [GeneratedRegex(@"(?<key>\w+)\s*=\s*(?:'(?<quoted>(?:[^'\\]|\\.)*)'|(?<plain>\S+))")]
    private static partial Regex Keyword();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}
