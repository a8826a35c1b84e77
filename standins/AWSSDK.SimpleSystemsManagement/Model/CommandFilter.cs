namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>A condition on the commands to list.</summary>
public partial class CommandFilter
{
    public CommandFilterKey Key { get; set; }

    public string Value { get; set; }
}
