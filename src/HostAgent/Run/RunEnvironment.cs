namespace Daybreak.HostAgent.Run;

/// <summary>What a run takes from its environment (docs/contracts.md).</summary>
internal sealed record RunEnvironment
{
    /// <summary><c>DAYBREAK_STAGE</c>; null when not set.</summary>
    public string? Stage { get; init; }

    /// <summary><c>AWS_REGION</c>, else <c>AWS_SSM_REGION_NAME</c>; null: the SDK finds one or says that there is none.</summary>
    public string? Region { get; init; }

    /// <summary><c>AWS_ENDPOINT_URL</c>; null: AWS itself.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary><c>DAYBREAK_WORK_DIR</c>: where mirrors are kept.</summary>
    public string WorkDirectory { get; init; } = "/var/lib/daybreak";

    /// <summary><c>PGSSLROOTCERT</c>: the authorities that are trusted when a database's settings name none; null when not set.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>Names this host where several share a run: <c>AWS_SSM_INSTANCE_ID</c>, else the machine's name; safe for an object key.</summary>
    public string Host { get; init; } = HostName(Environment.MachineName);

    /// <summary>Reads the variables; empty ones count as not set.</summary>
    /// <param name="variable">Looks a variable up.</param>
    /// <param name="problems">Receives a sentence for each value that is wrong.</param>
    public static RunEnvironment Read(Func<string, string?> variable, List<string> problems)
    {
        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;

        var defaults = new RunEnvironment();
        var endpoint = Value("AWS_ENDPOINT_URL");
        Uri? uri = null;
        if (endpoint is not null && !(Uri.TryCreate(endpoint, UriKind.Absolute, out uri) && uri.Scheme is "http" or "https"))
        {
            problems.Add($"The value {Printable.Quote(endpoint)} of AWS_ENDPOINT_URL is not an http or https URL.");
        }

        return defaults with
        {
            Stage = Value("DAYBREAK_STAGE"),
            Region = Value("AWS_REGION") ?? Value("AWS_SSM_REGION_NAME"),
            Endpoint = uri,
            RootCertificate = Value("PGSSLROOTCERT"),
            Host = HostName(Value("AWS_SSM_INSTANCE_ID") ?? Environment.MachineName),
            WorkDirectory = Path.GetFullPath(Value("DAYBREAK_WORK_DIR") ?? defaults.WorkDirectory),
        };
    }

    private static string HostName(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
}
