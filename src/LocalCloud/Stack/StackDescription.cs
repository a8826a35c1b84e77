using Daybreak.LocalCloud.Lambda;
using Daybreak.LocalCloud.Notifications;
using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Stack;

/// <summary>What a template describes, as far as LocalCloud serves it: everything evaluated.</summary>
internal sealed record StackDescription
{
    public required Surroundings Surroundings { get; init; }

    public IReadOnlyList<BucketResource> Buckets { get; init; } = [];

    public IReadOnlyList<NotificationRule> Notifications { get; init; } = [];

    public IReadOnlyList<FunctionDefinition> Functions { get; init; } = [];

    public IReadOnlyList<DocumentResource> Documents { get; init; } = [];

    public IReadOnlyList<ParameterResource> Parameters { get; init; } = [];

    public IReadOnlyList<SecretResource> Secrets { get; init; } = [];

    /// <summary>The names of the queues.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>The tags of all instances, which the one local host carries together.</summary>
    public IReadOnlyDictionary<string, string> HostTags { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<PhysicalResource> Resources { get; init; } = [];

    public IReadOnlyList<StackOutput> Outputs { get; init; } = [];

    /// <summary>What is different from AWS, to be said at the start.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
