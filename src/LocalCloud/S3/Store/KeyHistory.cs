using System.Collections.Immutable;

namespace Daybreak.LocalCloud.S3.Store;

/// <summary>All versions of a key, the newest first.</summary>
internal sealed record KeyHistory(string Key, ImmutableList<ObjectVersion> Versions)
{
    public ObjectVersion Current => Versions[0];

    public ObjectVersion? Find(string versionId) => Versions.Find(version => version.VersionId == versionId);
}
