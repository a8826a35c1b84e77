namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>Where the output of a command is logged.</summary>
public partial class CloudWatchOutputConfig
{
    public string CloudWatchLogGroupName { get; set; }

    public bool? CloudWatchOutputEnabled { get; set; }
}
