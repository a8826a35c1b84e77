namespace Daybreak.LocalCloud.S3.Store;

/// <summary>The versioning state of a bucket; it never returns to <see cref="Never"/>.</summary>
internal enum VersioningStatus
{
    Never,
    Enabled,
    Suspended,
}
