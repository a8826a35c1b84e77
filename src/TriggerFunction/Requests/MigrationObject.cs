using Amazon.Lambda.S3Events;

namespace Daybreak.TriggerFunction.Requests;

/// <summary>The object of one record, as the notification names it.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="EncodedKey">The key as it stands in the notification: without spaces and control characters.</param>
/// <param name="VersionId">Empty in a bucket without versions.</param>
/// <param name="Sequencer">Orders the events of one key; empty where S3 gives none.</param>
internal sealed record MigrationObject(string Bucket, string EncodedKey, string VersionId, string Sequencer)
{
    internal bool IsMigration(IReadOnlyList<string> suffixes) => ObjectKey.IsMigration(ObjectKey.Decode(EncodedKey), suffixes);

    /// <summary>What a run id is made of; the same for every delivery of the same record.</summary>
    internal string Identity => $"{Bucket} {EncodedKey} {VersionId} {Sequencer}";

    /// <exception cref="NotificationException">The record names no bucket or no key.</exception>
    internal static MigrationObject Of(S3Event.S3EventNotificationRecord record)
        => record is { S3: { Bucket.Name: { Length: > 0 } bucket, Object: { Key: { Length: > 0 } key } item } }
            ? new MigrationObject(bucket, key, item.VersionId ?? "", item.Sequencer ?? "")
            : throw new NotificationException(
                "A record has no s3.bucket.name or no s3.object.key: invoke the function with S3's event format.");
}
