using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Lambda;

/// <summary>A function of the template.</summary>
internal sealed record FunctionDefinition
{
    public required string Name { get; init; }

    /// <summary>The environment that the template gives it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    public int MemoryMegabytes { get; init; } = 128;

    public string Handler { get; init; } = "bootstrap";

    /// <summary>How often an asynchronous invocation that failed is tried again.</summary>
    public int MaximumRetryAttempts { get; init; } = 2;

    /// <summary>ARN of the queue for the records of what failed for good; null keeps none.</summary>
    public string? OnFailureArn { get; init; }

    /// <summary>ARN of the queue for the events that failed for good; null keeps none.</summary>
    public string? DeadLetterArn { get; init; }

    public string Arn => Surroundings.Arn("lambda", $"function:{Name}");
}
