using Amazon.Lambda.S3Events;
using Daybreak.TriggerFunction.Requests;

namespace Daybreak.TriggerFunction.Tests.Requests;

/// <summary>Short forms of what a notification holds.</summary>
internal static class Records
{
    public static S3Event.S3EventNotificationRecord Record(string bucket, string key, string version = "v1", string sequencer = "0055")
        => new()
        {
            EventSource = "aws:s3",
            EventName = "ObjectCreated:Put",
            S3 = new()
            {
                Bucket = new() { Name = bucket },
                Object = new() { Key = key, VersionId = version, Sequencer = sequencer },
            },
        };

    public static S3Event Event(params S3Event.S3EventNotificationRecord[] records) => new() { Records = [.. records] };

    public static MigrationObject Object(string key, string version = "v1", string sequencer = "0055") => new("b", key, version, sequencer);
}
