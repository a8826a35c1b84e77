using System.Text.Json.Nodes;

namespace Daybreak.LocalCloud.Stack;

/// <summary>A secret of the stack.</summary>
internal sealed record SecretResource
{
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The value where it is no JSON object; null where <see cref="Members"/> is the value.</summary>
    public string? Text { get; init; }

    /// <summary>The members of the value: for a database's secret <c>username</c> and, generated, <c>password</c>.</summary>
    public JsonObject Members { get; init; } = [];

    public string? UserName => Members["username"]?.ToString();

    public string? Password => Members["password"]?.ToString();

    public string Value => Text ?? Members.ToJsonString();
}
