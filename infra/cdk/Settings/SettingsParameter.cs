using System.Globalization;
using System.Text.Json;

namespace Daybreak.Cdk.Settings;

/// <summary>The text of the SSM parameter with a database's settings, and what SSM asks of it.</summary>
internal static class SettingsParameter
{
    // SSM's limit, of a parameter that costs nothing.
    private const int Maximum = 4096;

    // All but what the context says: buckets, the cluster's address, two secrets: some 700, whose names CloudFormation and RDS choose.
    private const int Others = 1024;

    /// <summary>
    /// The parameter's text. Where a setting has two braces in a row, as placeholders may, the second one is escaped: SSM and CloudFormation take the
    /// pair for a reference to something else.
    /// </summary>
    public static string Text(DatabaseParameter content) => JsonSerializer.Serialize(content).Replace("{{", "{\\u007B", StringComparison.Ordinal);

    /// <summary>That the settings of databases do not fit; empty when they do.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<DatabaseEntry> databases) =>
        from database in databases
        let length = Others + (database.Databases?.Length ?? 0) + (database.Flyway is { } flyway ? JsonSerializer.Serialize(flyway).Length : 0)
        where length > Maximum
        select string.Create(
            CultureInfo.InvariantCulture,
            $"databases: the settings of '{database.Name}' take {length} characters of its SSM parameter, which holds {Maximum}; "
            + $"shorten 'flyway' or 'databases' by {length - Maximum}, for example by migrations that set their own placeholders");
}
