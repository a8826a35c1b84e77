namespace Daybreak.TriggerFunction.Tests.Fakes;

/// <summary>The status and the JSON that a service answers with.</summary>
internal sealed record ServiceAnswer(int Status, string Body)
{
    /// <summary>No answer: the connection is cut.</summary>
    public static ServiceAnswer Cut { get; } = new(0, "");

    public static ServiceAnswer Ok(string json) => new(200, json);

    public static ServiceAnswer Error(int status, string code, string message = "refused by the test")
        => new(status, $$"""{"__type":"{{code}}","message":"{{message}}"}""");
}
