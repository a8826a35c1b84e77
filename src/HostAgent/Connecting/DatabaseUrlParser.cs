using System.Globalization;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Connecting;

/// <summary>
/// Reads <c>jdbc:postgresql:…</c> as pgjdbc does and <c>postgresql://…</c> (or <c>postgres://…</c>) as libpq does.
/// Messages never hold the URL itself: it may hold a password.
/// </summary>
internal static class DatabaseUrlParser
{
    private const string Expected =
        "write jdbc:postgresql://host:port/database?parameter=value or postgresql://user@host:port/database?parameter=value";

    /// <summary>Reads a URL.</summary>
    /// <exception cref="MigrationException">It is not one, or one of another database.</exception>
    public static DatabaseUrl Parse(string url)
    {
        if (After(url, "jdbc:postgresql:") is { } jdbc)
        {
            return ParseRest(jdbc, plusIsBlank: true);
        }

        if ((After(url, "postgresql:") ?? After(url, "postgres:")) is { } libpq && libpq.StartsWith("//", StringComparison.Ordinal))
        {
            return ParseRest(libpq, plusIsBlank: false);
        }

        throw Wrong(OtherDatabase(url) is { } other ? $"Daybreak is for PostgreSQL, the url is for {other}: {Expected}." : $"Not a url of PostgreSQL: {Expected}.");
    }

    private static DatabaseUrl ParseRest(string rest, bool plusIsBlank)
    {
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var parameters = question < 0 ? [] : Parameters(rest[(question + 1)..], plusIsBlank);
        var place = question < 0 ? rest : rest[..question];
        if (!place.StartsWith("//", StringComparison.Ordinal))
        {
            // jdbc:postgresql:database and jdbc:postgresql:/
            return new DatabaseUrl([], Decoded(place.TrimStart('/'), plusIsBlank), null, null, parameters);
        }

        var slash = place.IndexOf('/', 2);
        var authority = slash < 0 ? place[2..] : place[2..slash];
        var database = slash < 0 ? null : Decoded(place[(slash + 1)..], plusIsBlank);
        var at = authority.LastIndexOf('@');
        var (user, password) = at < 0 ? (null, null) : UserInfo(authority[..at]);
        return new DatabaseUrl(Endpoints(authority[(at + 1)..]), database, user, password, parameters);
    }

    private static (string? User, string? Password) UserInfo(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (Decoded(text, plusIsBlank: false), null)
            : (Decoded(text[..colon], plusIsBlank: false), Decoded(text[(colon + 1)..], plusIsBlank: false));
    }

    /// <summary>Reads <c>host:port,[::1]:port,…</c>; the port may be left out.</summary>
    public static IReadOnlyList<DatabaseEndpoint> Endpoints(string text)
    {
        var endpoints = new List<DatabaseEndpoint>();
        foreach (var entry in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            endpoints.Add(Endpoint(entry));
        }

        return endpoints;
    }

    private static DatabaseEndpoint Endpoint(string entry)
    {
        var bracket = entry.StartsWith('[') ? entry.IndexOf(']', StringComparison.Ordinal) : -1;
        if (entry.StartsWith('[') && bracket < 0)
        {
            throw Wrong($"The address '{entry}' in the url has no closing bracket.");
        }

        var colon = entry.IndexOf(':', bracket + 1);
        var host = bracket > 0 ? entry[1..bracket] : Decoded(colon < 0 ? entry : entry[..colon], plusIsBlank: false) ?? "localhost";
        return new DatabaseEndpoint(host, colon < 0 || colon == entry.Length - 1 ? DatabaseEndpoint.DefaultPort : Port(entry[(colon + 1)..]));
    }

    /// <summary>Reads a port.</summary>
    /// <exception cref="MigrationException">Not a number from 1 to 65535.</exception>
    public static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw Wrong($"'{text}' in the url is not a port: write a number from 1 to 65535.");

    private static List<KeyValuePair<string, string>> Parameters(string text, bool plusIsBlank)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? part : part[..equals];
            var value = equals < 0 ? string.Empty : Decoded(part[(equals + 1)..], plusIsBlank) ?? string.Empty;
            parameters.Add(new KeyValuePair<string, string>(name, value));
        }

        return parameters;
    }

    // pgjdbc decodes as a form does, where a plus is a blank; libpq decodes percent signs only.
    private static string? Decoded(string text, bool plusIsBlank) =>
        text.Length == 0 ? null : Uri.UnescapeDataString(plusIsBlank ? text.Replace('+', ' ') : text);

    private static string? OtherDatabase(string url)
    {
        var jdbc = After(url, "jdbc:");
        var colon = jdbc?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon > 0 ? jdbc![..colon] : null;
    }

    private static string? After(string url, string start) => url.StartsWith(start, StringComparison.Ordinal) ? url[start.Length..] : null;

    private static MigrationException Wrong(string message) => new(ErrorCode.Error, message);
}
