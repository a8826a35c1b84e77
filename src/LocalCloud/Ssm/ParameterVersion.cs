namespace Daybreak.LocalCloud.Ssm;

/// <summary>A parameter of the Parameter Store, as its newest version has it.</summary>
internal sealed record ParameterVersion
{
    public required string Name { get; init; }

    /// <summary><c>String</c>, <c>StringList</c> or <c>SecureString</c>.</summary>
    public required string Type { get; init; }

    public required string Value { get; init; }

    public long Version { get; init; } = 1;

    public required DateTimeOffset LastModified { get; init; }
}
