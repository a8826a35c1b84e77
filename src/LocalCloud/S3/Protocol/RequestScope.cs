namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>What a request is about.</summary>
internal enum RequestScope
{
    Service,
    Bucket,
    Object,
}
