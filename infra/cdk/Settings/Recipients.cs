using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Daybreak.Cdk.Settings;

/// <summary>Reads who is told of failures.</summary>
internal static partial class Recipients
{
    /// <summary>The mail addresses: a list, or one text with commas.</summary>
    public static ImmutableArray<string> Emails(JsonObject context, List<string> problems)
    {
        var given = context["emails"] switch
        {
            null => [],
            JsonArray list => list.ToArray(),
            var value when value.GetValueKind() == JsonValueKind.String =>
                [.. value.GetValue<string>().Split(',', StringSplitOptions.TrimEntries).Select(text => JsonValue.Create(text))],
            var value => [value],
        };
        var addresses = ImmutableArray.CreateBuilder<string>();
        foreach (var value in given)
        {
            if (value?.GetValueKind() == JsonValueKind.String && Address.IsMatch(value.GetValue<string>()))
            {
                addresses.Add(value.GetValue<string>());
            }
            else
            {
                problems.Add($"emails: {value?.ToJsonString() ?? "null"} is not an address; use one like \"team@example.com\"");
            }
        }

        return [.. addresses.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The channel; <see langword="null"/> when there is none in the context.</summary>
    public static ChatSettings? Chat(JsonObject context, List<string> problems)
    {
        if (ContextObject.Find(context, "slack", problems) is not { } json)
        {
            return null;
        }

        var chat = new ChatSettings(
            json.Required("workspaceId", Workspace, "\"T0123456789\""), json.Required("channelId", Channel, "\"C0123456789\""));
        json.RefuseUnknown();
        return chat;
    }

    [GeneratedRegex(@"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\z")]
    private static partial Regex Address { get; }

    [GeneratedRegex(@"^T[A-Z0-9]{5,20}\z")]
    private static partial Regex Workspace { get; }

    [GeneratedRegex(@"^[CG][A-Z0-9]{5,20}\z")]
    private static partial Regex Channel { get; }
}
