using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Daybreak.HostAgent.Output;

/// <summary>The JSON of all answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(MigrateAnswer))]
[JsonSerializable(typeof(InfoAnswer))]
[JsonSerializable(typeof(ValidateAnswer))]
[JsonSerializable(typeof(RepairAnswer))]
[JsonSerializable(typeof(BaselineAnswer))]
[JsonSerializable(typeof(CleanAnswer))]
[JsonSerializable(typeof(UndoAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(CompositeAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext
{
    // The document goes to a terminal or a program, never into HTML: letters, quotes and angle brackets stay readable.
    private static AnswerJson Readable => field ??=
        new AnswerJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The document of an answer; several answers become one document.</summary>
    public static string Document(IReadOnlyList<object> answers) => answers is [var only]
        ? JsonSerializer.Serialize(only, only.GetType(), Readable)
        : JsonSerializer.Serialize(
            new CompositeAnswer([.. answers.Select(answer => JsonSerializer.SerializeToElement(answer, answer.GetType(), Readable))]),
            Readable.CompositeAnswer);
}
