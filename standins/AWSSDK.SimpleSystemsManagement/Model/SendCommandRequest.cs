namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>A <c>SendCommand</c>: run a document on the targets.</summary>
public partial class SendCommandRequest : AmazonSimpleSystemsManagementRequest
{
    public List<string> InstanceIds { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<Target> Targets { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string DocumentName { get; set; }

    public string DocumentVersion { get; set; }

    public int? TimeoutSeconds { get; set; }

    public string Comment { get; set; }

    public Dictionary<string, List<string>> Parameters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string MaxConcurrency { get; set; }

    public string MaxErrors { get; set; }

    public string OutputS3BucketName { get; set; }

    public string OutputS3KeyPrefix { get; set; }

    public CloudWatchOutputConfig CloudWatchOutputConfig { get; set; }
}
