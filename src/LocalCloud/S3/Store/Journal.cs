using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Daybreak.LocalCloud.S3.Store;

/// <summary>The changes of a bucket in the order they were made: a file of JSON lines that only grows.</summary>
internal sealed class Journal : IDisposable
{
    private readonly FileStream _file;

    private Journal(FileStream file) => _file = file;

    /// <summary>Opens a journal, cutting off a last line that was never completed.</summary>
    /// <returns>The journal and its entries; none where it is new.</returns>
    /// <exception cref="InvalidDataException">A line other than the last cannot be read.</exception>
    public static (Journal Journal, IReadOnlyList<JournalEntry> Entries) Open(string path, ILogger logger)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var content = new byte[file.Length];
            file.ReadExactly(content);
            var (entries, intact) = Read(path, content);
            if (intact < content.Length)
            {
                S3Log.TornLineCut(logger, path, content.Length - intact);
                file.SetLength(intact);
            }

            file.Seek(intact, SeekOrigin.Begin);
            return (new Journal(file), entries);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends entries; when this returns they are on the disk. When it throws, none of them is in the journal.</summary>
    public async Task AppendAsync(IEnumerable<JournalEntry> entries)
    {
        var before = _file.Position;
        using var lines = new MemoryStream();
        foreach (var entry in entries)
        {
            JsonSerializer.Serialize(lines, entry, JournalJson.Default.JournalEntry);
            lines.WriteByte((byte)'\n');
        }

        try
        {
            await _file.WriteAsync(lines.GetBuffer().AsMemory(0, (int)lines.Length));
            await _file.FlushAsync();
            RandomAccess.FlushToDisk(_file.SafeFileHandle);
        }
        catch (IOException)
        {
            // A part of a line left behind would spoil the next one.
            _file.SetLength(before);
            _file.Seek(before, SeekOrigin.Begin);
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private static (IReadOnlyList<JournalEntry> Entries, int Intact) Read(string path, ReadOnlySpan<byte> content)
    {
        var entries = new List<JournalEntry>();
        var start = 0;
        while (content[start..].IndexOf((byte)'\n') is var length and >= 0)
        {
            var line = content.Slice(start, length);
            var isLast = start + length + 1 == content.Length;
            if (Parse(line) is { } entry)
            {
                entries.Add(entry);
            }
            else if (isLast)
            {
                break;
            }
            else
            {
                throw new InvalidDataException($"Line {entries.Count + 1} of the journal '{path}' is damaged: "
                    + $"'{Encoding.UTF8.GetString(line[..Math.Min(line.Length, 80)])}'. "
                    + "Restore the file, or delete it to lose the bucket.");
            }

            start += length + 1;
        }

        return (entries, start);
    }

    private static JournalEntry? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJson.Default.JournalEntry);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (NotSupportedException)
        {
            // System.Text.Json's answer to an object without the discriminator.
            return null;
        }
    }
}
