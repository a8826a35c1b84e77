namespace Daybreak.MigrationEngine.Model;

/// <summary>One entry of <c>ignoreMigrationPatterns</c>: <c>type:state</c>, either of them <c>*</c>; compared without case.</summary>
/// <param name="Category"><c>*</c>, <c>versioned</c> or <c>repeatable</c>.</param>
/// <param name="State"><c>*</c>, or the display name of a state: <c>missing</c>, <c>pending</c>, <c>ignored</c>, <c>future</c>.</param>
public sealed record IgnoreMigrationPattern(string Category, string State)
{
    /// <summary><c>*:future</c>, the default.</summary>
    public static readonly IgnoreMigrationPattern Future = new("*", "future");

    /// <summary><c>*:pending</c>, which migrate adds when it validates.</summary>
    public static readonly IgnoreMigrationPattern Pending = new("*", "pending");

    private static readonly string[] Categories = ["*", "versioned", "repeatable"];
    private static readonly string[] States = ["*", "missing", "pending", "ignored", "future"];

    /// <summary>Reads an entry.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Configuration"/>: an unknown type or state.</exception>
    public static IgnoreMigrationPattern Parse(string text)
    {
        var parts = text.Trim().Split(':');
        var known = parts.Length == 2
            && Categories.Contains(parts[0], StringComparer.OrdinalIgnoreCase)
            && States.Contains(parts[1], StringComparer.OrdinalIgnoreCase);
        return known
            ? new IgnoreMigrationPattern(parts[0], parts[1])
            : throw new MigrationException(
                ErrorCode.Configuration,
                $"Invalid pattern '{text}' in ignoreMigrationPatterns. Pattern must be of the form <migration_type>:<migration_state>, "
                + $"with a type of {string.Join(", ", Categories)} and a state of {string.Join(", ", States)}.");
    }

    /// <summary>Whether the pattern covers a migration in a state.</summary>
    public bool Matches(bool versioned, MigrationState state) =>
        (Category == "*" || Category.Equals(versioned ? "versioned" : "repeatable", StringComparison.OrdinalIgnoreCase))
        && (State == "*" || State.Equals(state.DisplayName(), StringComparison.OrdinalIgnoreCase));
}
