using System.Text.Json.Serialization;

namespace Amazon.Lambda.S3Events;

/// <summary>S3's event notification.</summary>
public class S3Event
{
    /// <summary>Null in S3's test event.</summary>
    public List<S3EventNotificationRecord> Records { get; set; }

    /// <summary>What happened to one object.</summary>
    public class S3EventNotificationRecord
    {
        public string AwsRegion { get; set; }

        public string EventName { get; set; }

        public string EventSource { get; set; }

        public DateTime EventTime { get; set; }

        public string EventVersion { get; set; }

        public RequestParametersEntity RequestParameters { get; set; }

        public ResponseElementsEntity ResponseElements { get; set; }

        public S3Entity S3 { get; set; }

        public UserIdentityEntity UserIdentity { get; set; }
    }

    /// <summary>The bucket and the object.</summary>
    public class S3Entity
    {
        public string ConfigurationId { get; set; }

        public S3BucketEntity Bucket { get; set; }

        public S3ObjectEntity Object { get; set; }

        public string S3SchemaVersion { get; set; }
    }

    /// <summary>The bucket.</summary>
    public class S3BucketEntity
    {
        public string Name { get; set; }

        public UserIdentityEntity OwnerIdentity { get; set; }

        public string Arn { get; set; }
    }

    /// <summary>The object; its key is form-url-encoded.</summary>
    public class S3ObjectEntity
    {
        public string Key { get; set; }

        public long Size { get; set; }

        public string ETag { get; set; }

        public string VersionId { get; set; }

        public string Sequencer { get; set; }
    }

    /// <summary>Who did it.</summary>
    public class UserIdentityEntity
    {
        public string PrincipalId { get; set; }
    }

    /// <summary>Where the request came from.</summary>
    public class RequestParametersEntity
    {
        public string SourceIPAddress { get; set; }
    }

    /// <summary>The request's ids in S3.</summary>
    public class ResponseElementsEntity
    {
        [JsonPropertyName("x-amz-id-2")]
        public string XAmzId2 { get; set; }

        [JsonPropertyName("x-amz-request-id")]
        public string XAmzRequestId { get; set; }
    }
}
