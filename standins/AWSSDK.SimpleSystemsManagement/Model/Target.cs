namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>Hosts by a tag (<c>tag:key</c>) or other key.</summary>
public partial class Target
{
    public string Key { get; set; }

    public List<string> Values { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
