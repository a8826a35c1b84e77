namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>Which objects of a listing are mirrored, and which migrations cannot be.</summary>
/// <param name="Objects">The objects whose key is their path below the mirror.</param>
/// <param name="Skipped">The others that look like migrations.</param>
internal sealed record MirrorPlan(IReadOnlyList<ObjectVersion> Objects, IReadOnlyList<SkippedObject> Skipped)
{
    /// <summary>Decides.</summary>
    /// <param name="listed">The bucket's objects.</param>
    /// <param name="names">Which of them are the run's business.</param>
    public static MirrorPlan For(IReadOnlyList<ObjectVersion> listed, MigrationNames names)
    {
        var objects = new List<ObjectVersion>();
        var skipped = new List<SkippedObject>();
        var files = new HashSet<string>(StringComparer.Ordinal);
        // In the order of length, a key that is a folder of another one comes before it.
        foreach (var item in listed.Where(o => names.IsMigration(o.Key)).OrderBy(o => o.Key.Length))
        {
            var refusal = MirrorPath.Refusal(item.Key)
                ?? (Folders(item.Key).Any(files.Contains) ? "a part of it is the key of another migration" : null);
            if (refusal is not null)
            {
                skipped.Add(new SkippedObject(Printable.Quote(item.Key), refusal));
                continue;
            }

            files.Add(item.Key);
            objects.Add(item);
        }

        return new MirrorPlan([.. objects.OrderBy(o => o.Key, StringComparer.Ordinal)], skipped);
    }

    private static IEnumerable<string> Folders(string key)
    {
        for (var slash = key.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = key.IndexOf('/', slash + 1))
        {
            yield return key[..slash];
        }
    }
}
