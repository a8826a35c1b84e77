using System.Security.Cryptography;
using System.Text;

namespace Daybreak.TriggerFunction.Requests;

/// <summary>The id of the run that a set of records asks for.</summary>
internal static class RunId
{
    private const int Digits = 40;

    /// <summary>The same for the same records, however often and in whatever order they are delivered.</summary>
    internal static string Of(IEnumerable<MigrationObject> records)
    {
        var lines = records.Select(record => record.Identity).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return $"s3-{Convert.ToHexStringLower(hash)[..Digits]}";
    }
}
