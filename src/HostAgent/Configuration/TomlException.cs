namespace Daybreak.HostAgent.Configuration;

/// <summary>A TOML text that does not parse.</summary>
internal sealed class TomlException : Exception
{
    public TomlException(string message, int line, int column)
        : base(message) => (Line, Column) = (line, column);

    /// <summary>1-based.</summary>
    public int Line { get; }

    /// <summary>1-based, in characters.</summary>
    public int Column { get; }
}
