using Amazon.Lambda.S3Events;

namespace Daybreak.TriggerFunction.Requests;

/// <summary>What a notification asks for.</summary>
/// <param name="Requests">One request per database, in the order of their names.</param>
/// <param name="UnknownBuckets">Buckets that no database belongs to.</param>
/// <param name="Ignored">How many records were not about migrations.</param>
internal sealed record MigrationPlan(IReadOnlyList<MigrationRequest> Requests, IReadOnlyList<string> UnknownBuckets, int Ignored)
{
    /// <exception cref="NotificationException">A record names no bucket or no key.</exception>
    internal static MigrationPlan Of(
        IReadOnlyCollection<S3Event.S3EventNotificationRecord> records, TriggerSettings settings)
    {
        var databases = settings.Databases;
        var objects = records.Select(MigrationObject.Of).ToList();
        var known = objects.Where(item => databases.ContainsKey(item.Bucket)).ToList();
        var migrations = known.Where(item => item.IsMigration(settings.SuffixesOf(item.Bucket))).ToList();
        var requests = migrations
            .GroupBy(item => databases[item.Bucket], StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new MigrationRequest(group.Key, RunId.Of(group)));
        var unknown = objects.Select(item => item.Bucket).Where(bucket => !databases.ContainsKey(bucket));
        return new MigrationPlan([.. requests], [.. unknown.Distinct(StringComparer.Ordinal)], known.Count - migrations.Count);
    }
}
