namespace Daybreak.MigrationEngine.Sql;

/// <summary>How a script is read.</summary>
public sealed record SqlScriptReaderOptions
{
    /// <summary>The marks of placeholders. Default: Flyway's.</summary>
    public PlaceholderOptions Placeholders { get; init; } = new();

    /// <summary>The value of a placeholder's name; <see langword="null"/> (the default) if placeholders are not replaced at all.</summary>
    public Func<string, string?>? PlaceholderValue { get; init; }

    /// <summary>Bytes of the window on the file; it grows with single statements only. Default 128 KiB.</summary>
    public int BufferSize { get; init; } = 128 * 1024;
}
