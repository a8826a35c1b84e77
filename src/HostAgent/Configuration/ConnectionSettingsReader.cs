using Daybreak.HostAgent.Connecting;
using Microsoft.Extensions.Logging;

namespace Daybreak.HostAgent.Configuration;

/// <summary>Puts the URL, the settings and PostgreSQL's own environment variables together.</summary>
internal static class ConnectionSettingsReader
{
    /// <summary>Reads how to reach the database.</summary>
    /// <param name="input">What the settings say.</param>
    /// <param name="environment">Environment variables: <c>PGUSER</c>, <c>PGPASSWORD</c>, <c>PGSSLROOTCERT</c> where nothing else says it.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <param name="notices">Gets what has no effect.</param>
    /// <returns>Null when something is wrong.</returns>
    public static ConnectionSettings? Read(
        ConnectionInput input,
        IReadOnlyDictionary<string, string> environment,
        ConfigurationProblems problems,
        ICollection<ConfigurationNotice> notices)
    {
        if (input.Url is not { } url)
        {
            problems.Wrong("Unable to connect to the database: no url is given. Configure the url, user and password, for example "
                + "-url=jdbc:postgresql://localhost:5432/mydb -user=me.");
            return null;
        }

        var user = input.User ?? url.User ?? environment.GetValueOrDefault("PGUSER") ?? Environment.UserName;
        var settings = new ConnectionSettings
        {
            Endpoints = url.Endpoints.Count > 0 ? url.Endpoints : [new DatabaseEndpoint("localhost", DatabaseEndpoint.DefaultPort)],
            Database = string.Empty,
            User = user,
            Password = input.Password ?? url.Password ?? environment.GetValueOrDefault("PGPASSWORD"),
            SslRootCertificate = environment.GetValueOrDefault("PGSSLROOTCERT"),
        };
        var before = problems.All.Count;
        foreach (var (name, value) in InOrder(input.Properties, url.Parameters))
        {
            problems.Try(() => settings = UrlParameters.Apply(
                settings, name, value, line => notices.Add(new ConfigurationNotice(LogLevel.Warning, line))));
        }

        if (settings.Database.Length == 0)
        {
            // Without a database both drivers take the one named like the user.
            settings = settings with { Database = url.Database ?? settings.User };
        }

        return problems.All.Count == before ? settings : null;
    }

    // The URL's parameters win over jdbcProperties, and sslmode over ssl.
    private static IEnumerable<KeyValuePair<string, string>> InOrder(
        IEnumerable<KeyValuePair<string, string>> properties, IEnumerable<KeyValuePair<string, string>> parameters) =>
        properties.Concat(parameters).OrderBy(p => p.Key is "ssl" ? 0 : 1);
}
