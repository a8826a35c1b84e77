namespace Daybreak.LocalCloud.Ssm;

/// <summary>The host that runs commands: this machine, with the tags of the template's instances.</summary>
internal sealed record ManagedInstance(string InstanceId, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Whether a target of <c>SendCommand</c> means this host.</summary>
    /// <param name="key"><c>tag:name</c>, <c>tag-key</c> or <c>InstanceIds</c>.</param>
    /// <param name="values">One of them must fit.</param>
    public bool Matches(string key, IReadOnlyList<string> values) => key switch
    {
        "InstanceIds" => values.Contains(InstanceId),
        "tag-key" => values.Any(Tags.ContainsKey),
        _ when key.StartsWith("tag:", StringComparison.Ordinal) => Tags.TryGetValue(key[4..], out var value) && values.Contains(value),
        _ => false,
    };
}
