using System.Collections.Immutable;

namespace Daybreak.Cdk.Settings;

/// <summary>The context does not describe a stack; <see cref="Problems"/> names everything that is wrong with it.</summary>
internal sealed class InvalidSettingsException(ImmutableArray<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One sentence per problem, with the quoted value and the remedy; never empty.</summary>
    public ImmutableArray<string> Problems { get; } = problems;
}
