namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>S3's errors by name, with S3's statuses and messages.</summary>
internal static class S3Errors
{
    public static S3Error SlowDown { get; } = new(503, "SlowDown", "Please reduce your request rate.");

    public static S3Error InternalError { get; } = new(500, "InternalError", "We encountered an internal error. Please try again.");

    public static S3Exception AccessDenied(string message, params KeyValuePair<string, string>[] details) =>
        new(new S3Error(403, "AccessDenied", message) { Details = details });

    public static S3Exception AuthorizationQueryParameters(string message) =>
        new(new S3Error(400, "AuthorizationQueryParametersError", message));

    public static S3Exception NotImplemented(string what) => new(new S3Error(501, "NotImplemented",
        $"A header or query parameter you provided implies functionality that is not implemented: {what}."));

    public static S3Exception MethodNotAllowed(string method) => new(
        new S3Error(405, "MethodNotAllowed",
            "The specified method is not allowed against this resource.")
        { Details = [new("Method", method)] });

    public static S3Exception InvalidUri() => new(new S3Error(400, "InvalidURI", "Couldn't parse the specified URI."));

    public static S3Exception InvalidRequest(string message) => new(new S3Error(400, "InvalidRequest", message));

    public static S3Exception InvalidArgument(string message, string name, string? value) => new(
        new S3Error(400, "InvalidArgument", message) { Details = [new("ArgumentName", name), new("ArgumentValue", value ?? "")] });

    public static S3Exception InvalidBucketName(string name) => new(
        new S3Error(400, "InvalidBucketName", "The specified bucket is not valid.") { Details = [new("BucketName", name)] });

    public static S3Exception NoSuchBucket(string name) => new(
        new S3Error(404, "NoSuchBucket", "The specified bucket does not exist") { Details = [new("BucketName", name)] });

    public static S3Exception BucketAlreadyOwnedByYou(string name) => new(new S3Error(409, "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it.")
    { Details = [new("BucketName", name)] });

    public static S3Exception BucketNotEmpty(string name) => new(
        new S3Error(409, "BucketNotEmpty", "The bucket you tried to delete is not empty") { Details = [new("BucketName", name)] });

    public static S3Exception IllegalLocationConstraint(string location) => new(new S3Error(400, "IllegalLocationConstraintException",
        $"The {location} location constraint is incompatible for the region specific endpoint this request was sent to."));

    public static S3Exception NoSuchKey(string key, params KeyValuePair<string, string>[] headers) => new(
        new S3Error(404, "NoSuchKey", "The specified key does not exist.") { Details = [new("Key", key)], Headers = headers });

    public static S3Exception NoSuchVersion(string key, string versionId) => new(
        new S3Error(404, "NoSuchVersion", "The specified version does not exist.")
        {
            Details = [new("Key", key), new("VersionId", versionId)],
        });

    public static S3Exception NoSuchUpload(string uploadId) => new(new S3Error(404, "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.")
    {
        Details = [new("UploadId", uploadId)],
    });

    public static S3Exception InvalidPart(string uploadId, int partNumber, string etag) => new(new S3Error(400, "InvalidPart",
        "One or more of the specified parts could not be found.  "
        + "The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.")
    {
        Details = [new("UploadId", uploadId), new("PartNumber", $"{partNumber}"), new("ETag", etag)],
    });

    public static S3Exception InvalidPartOrder(string uploadId) => new(new S3Error(400, "InvalidPartOrder",
        "The list of parts was not in ascending order. Parts must be ordered by part number.")
    { Details = [new("UploadId", uploadId)] });

    public static S3Exception EntityTooSmall(int partNumber, string etag, long size) => new(new S3Error(400, "EntityTooSmall",
        "Your proposed upload is smaller than the minimum allowed size")
    {
        Details = [new("ProposedSize", $"{size}"), new("MinSizeAllowed", "5242880"), new("PartNumber", $"{partNumber}"), new("ETag", etag)],
    });

    public static S3Exception EntityTooLarge(long size, long maximum) => new(new S3Error(400, "EntityTooLarge",
        "Your proposed upload exceeds the maximum allowed size")
    {
        Details = [new("ProposedSize", $"{size}"), new("MaxSizeAllowed", $"{maximum}")],
    });

    public static S3Exception InvalidDigest(string value) => new(
        new S3Error(400, "InvalidDigest", "The Content-MD5 you specified was invalid.") { Details = [new("Content-MD5", value)] });

    public static S3Exception BadDigest(string algorithm, string expected, string calculated) => new(new S3Error(400, "BadDigest",
        $"The {algorithm} you specified did not match the calculated checksum.")
    {
        Details = [new("ExpectedDigest", expected), new("CalculatedDigest", calculated)],
    });

    public static S3Exception ContentSha256Mismatch(string claimed, string calculated) => new(new S3Error(400, "XAmzContentSHA256Mismatch",
        "The provided 'x-amz-content-sha256' header does not match what was computed.")
    {
        Details = [new("ClientComputedContentSHA256", claimed), new("S3ComputedContentSHA256", calculated)],
    });

    public static S3Exception IncompleteBody() => new(new S3Error(400, "IncompleteBody",
        "You did not provide the number of bytes specified by the Content-Length HTTP header"));

    public static S3Exception MissingContentLength() => new(
        new S3Error(411, "MissingContentLength", "You must provide the Content-Length HTTP header."));

    public static S3Exception MalformedTrailer() => new(
        new S3Error(400, "MalformedTrailerError",
            "The request contained trailing data that was not well-formed or did not conform to our schema."));

    public static S3Exception MalformedXml() => new(new S3Error(400, "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema"));

    public static S3Exception PreconditionFailed(string condition) => new(new S3Error(412, "PreconditionFailed",
        "At least one of the pre-conditions you specified did not hold")
    { Details = [new("Condition", condition)] });

    public static S3Exception InvalidRange(string range, long size) => new(
        new S3Error(416, "InvalidRange", "The requested range is not satisfiable")
        {
            Details = [new("RangeRequested", range), new("ActualObjectSize", $"{size}")],
            Headers = [new("Content-Range", $"bytes */{size}")],
        });

    public static S3Exception KeyTooLong(int bytes) => new(new S3Error(400, "KeyTooLongError", "Your key is too long")
    {
        Details = [new("Size", $"{bytes}"), new("MaxSizeAllowed", "1024")],
    });

    public static S3Exception MetadataTooLarge(int bytes) => new(new S3Error(400, "MetadataTooLarge",
        "Your metadata headers exceed the maximum allowed metadata size")
    {
        Details = [new("Size", $"{bytes}"), new("MaxSizeAllowed", "2048")],
    });

    public static S3Exception InvalidTag(string message) => new(new S3Error(400, "InvalidTag", message));
}
