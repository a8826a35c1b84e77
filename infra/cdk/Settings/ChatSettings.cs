namespace Daybreak.Cdk.Settings;

/// <summary>The Slack channel that is told; its workspace has been authorised once in the console.</summary>
/// <param name="WorkspaceId">The workspace's id, T and digits or capital letters.</param>
/// <param name="ChannelId">The channel's id, C or G and digits or capital letters.</param>
internal sealed record ChatSettings(string WorkspaceId, string ChannelId);
