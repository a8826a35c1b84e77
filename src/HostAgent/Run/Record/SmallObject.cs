namespace Daybreak.HostAgent.Run.Record;

/// <summary>An object that is made in memory, mostly of a few kilobytes, to be written in one round trip.</summary>
internal static class SmallObject
{
    /// <summary>The request that writes one.</summary>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="content">The content; it is sent in one piece, because chunks would each be signed.</param>
    /// <param name="contentType">Its media type.</param>
    public static Amazon.S3.Model.PutObjectRequest Put(string bucket, string key, string content, string contentType = "application/json") =>
        new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = content, ContentType = contentType, UseChunkEncoding = false };

    // The SDK finds the endpoint of a request by the name of its class.
    private sealed class PutObjectRequest : Amazon.S3.Model.PutObjectRequest
    {
        private const int LongestUnasked = 1024 * 1024;

        /// <summary>To ask first whether S3 takes the content (RFC 9110, 10.1.1) takes as long as to send it, unless it is long.</summary>
        protected override bool Expect100Continue => ContentBody.Length > LongestUnasked;
    }
}
