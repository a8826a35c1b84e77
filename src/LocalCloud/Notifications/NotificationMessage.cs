using System.Globalization;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.S3;
using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Notifications;

/// <summary>S3's event notification message, version 2.1.</summary>
internal static class NotificationMessage
{
    /// <summary>The message for one event; S3 puts one record in each.</summary>
    public static JsonObject Create(ObjectCreated created, NotificationRule rule) =>
        new() { ["Records"] = new JsonArray(Record(created, rule)) };

    /// <summary>The key as S3 writes it in a notification: form-url-encoded, but with its slashes.</summary>
    public static string EncodeKey(string key) => Uri.EscapeDataString(key)
        .Replace("%20", "+", StringComparison.Ordinal)
        .Replace("%2F", "/", StringComparison.Ordinal);

    private static JsonObject Record(ObjectCreated created, NotificationRule rule) => new()
    {
        ["eventVersion"] = "2.1",
        ["eventSource"] = "aws:s3",
        ["awsRegion"] = Surroundings.Region,
        ["eventTime"] = created.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["eventName"] = EventName(created),
        ["userIdentity"] = new JsonObject { ["principalId"] = $"AWS:{Surroundings.AccountId}" },
        ["requestParameters"] = new JsonObject { ["sourceIPAddress"] = "127.0.0.1" },
        ["responseElements"] = new JsonObject { ["x-amz-request-id"] = created.Sequencer, ["x-amz-id-2"] = created.Sequencer },
        ["s3"] = new JsonObject
        {
            ["s3SchemaVersion"] = "1.0",
            ["configurationId"] = rule.Id,
            ["bucket"] = new JsonObject
            {
                ["name"] = created.Bucket,
                ["ownerIdentity"] = new JsonObject { ["principalId"] = Surroundings.AccountId },
                ["arn"] = $"arn:aws:s3:::{created.Bucket}",
            },
            ["object"] = Object(created),
        },
    };

    /// <summary>The name of the event without the <c>s3:</c> of notification configurations.</summary>
    public static string EventName(ObjectCreated created) =>
        created.EventName.StartsWith("s3:", StringComparison.Ordinal) ? created.EventName[3..] : created.EventName;

    private static JsonObject Object(ObjectCreated created)
    {
        var description = new JsonObject
        {
            ["key"] = EncodeKey(created.Key),
            ["size"] = created.Size,
            ["eTag"] = created.ETag.Trim('"'),
        };
        if (created.VersionId is not null)
        {
            description["versionId"] = created.VersionId;
        }

        description["sequencer"] = created.Sequencer;
        return description;
    }
}
