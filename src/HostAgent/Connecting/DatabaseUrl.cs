namespace Daybreak.HostAgent.Connecting;

/// <summary>A JDBC or libpq URL, taken apart and decoded.</summary>
/// <param name="Endpoints">The hosts in their order; empty when the URL names none.</param>
/// <param name="Database">Null when the URL names none.</param>
/// <param name="User">The user of <c>user@host</c>; null when there is none.</param>
/// <param name="Password">The password of <c>user:password@host</c>; null when there is none.</param>
/// <param name="Parameters">What follows the question mark, in order.</param>
internal sealed record DatabaseUrl(
    IReadOnlyList<DatabaseEndpoint> Endpoints,
    string? Database,
    string? User,
    string? Password,
    IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    // The generated text would hold the password.
    public override string ToString() => $"{string.Join(',', Endpoints)}/{Database}";
}
