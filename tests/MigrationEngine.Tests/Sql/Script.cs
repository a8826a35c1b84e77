using System.Text;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Tests.Sql;

/// <summary>What a script was read as: one item per statement, COPY data as an item of its own.</summary>
internal sealed record ScriptItem(string Kind, string Text, SourcePosition Start, long Offset);

internal static class Script
{
    public static Task<List<ScriptItem>> ReadAsync(string script, Func<string, string?>? placeholder = null) =>
        ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(script)), new SqlScriptReaderOptions
        {
            PlaceholderValue = placeholder,
        });

    public static async Task<List<ScriptItem>> ReadAsync(Stream stream, SqlScriptReaderOptions? options = null)
    {
        using var reader = new SqlScriptReader(stream, options);
        var items = new List<ScriptItem>();
        while (await reader.ReadAsync(CancellationToken.None))
        {
            var current = reader.Current;
            items.Add(new ScriptItem(current.Kind.ToString(), Encoding.Latin1.GetString(current.Utf8.Span), current.Start, current.Offset));
            if (current.Kind == SqlStatementKind.CopyFromStdin)
            {
                items.Add(await ReadDataAsync(reader, current.Start));
            }
        }
        return items.ConvertAll(i => i with { Text = Utf8OrLatin1(i.Text) });
    }

    public static async Task<string[]> TextsAsync(string script) => (await ReadAsync(script)).Select(i => i.Text).ToArray();

    public static Task<SqlScriptException> FailureAsync(string script, Func<string, string?>? placeholder = null) =>
        Assert.ThrowsAsync<SqlScriptException>(() => ReadAsync(script, placeholder));

    private static async Task<ScriptItem> ReadDataAsync(SqlScriptReader reader, SourcePosition start)
    {
        var data = new StringBuilder();
        long? offset = null;
        while (await reader.ReadCopyDataAsync(CancellationToken.None) is { IsEmpty: false } chunk)
        {
            offset ??= reader.CopyDataOffset;
            data.Append(Encoding.Latin1.GetString(chunk.Span));
        }
        return new ScriptItem("Data", data.ToString(), start, offset ?? -1);
    }

    /// <summary>Bytes are kept one to one as Latin-1 while they are gathered; valid UTF-8 is shown as such.</summary>
    private static string Utf8OrLatin1(string bytes)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(Encoding.Latin1.GetBytes(bytes));
        }
        catch (DecoderFallbackException)
        {
            return bytes;
        }
    }
}
