namespace Daybreak.LocalCloud.Postgres;

/// <summary>Where a PostgreSQL server comes from and how it runs.</summary>
internal sealed record PostgresServerOptions
{
    /// <summary>Remembers the server between starts: its data (or where that is), its port and its CA certificate.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Directory of <c>initdb</c> and <c>postgres</c>; null looks for them on the machine.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>A server that already runs (a URL or libpq keywords, as in <c>DAYBREAK_PG</c>); null starts one.</summary>
    public string? External { get; init; }

    /// <summary>True (the default) survives a crash of the machine; false is quicker and for tests only.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>True removes the data when the server ends. Default false.</summary>
    public bool RemoveOnExit { get; init; }
}
