namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>A command and its state over all its targets.</summary>
public partial class Command
{
    public string CommandId { get; set; }

    public string DocumentName { get; set; }

    public string DocumentVersion { get; set; }

    public string Comment { get; set; }

    public DateTime? ExpiresAfter { get; set; }

    public Dictionary<string, List<string>> Parameters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<string> InstanceIds { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<Target> Targets { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public DateTime? RequestedDateTime { get; set; }

    public CommandStatus Status { get; set; }

    public string StatusDetails { get; set; }

    public string MaxConcurrency { get; set; }

    public string MaxErrors { get; set; }

    public int? TargetCount { get; set; }

    public int? CompletedCount { get; set; }

    public int? ErrorCount { get; set; }

    public int? DeliveryTimedOutCount { get; set; }

    public int? TimeoutSeconds { get; set; }
}
