using System.Text;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Reads script files as UTF-8, whatever their encoding.</summary>
internal sealed class ScriptContent(EngineConfiguration configuration)
{
    /// <summary>Files up to this size are read whole; larger ones are streamed.</summary>
    private const int WholeFileLimit = 1 << 20;

    /// <summary>The whole text as UTF-8, checked to be well-formed.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: not readable in the encoding.</exception>
    public byte[] ReadAll(string path, ScriptConfig config)
    {
        using var memory = new MemoryStream();
        Read(path, config, chunk => memory.Write(chunk));
        return memory.ToArray();
    }

    /// <summary>The checksum of the raw text.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: not readable in the encoding.</exception>
    public int ChecksumOf(string path, ScriptConfig config)
    {
        var checksum = new Checksum();
        Read(path, config, checksum.Append);
        return checksum.Value;
    }

    /// <summary>A stream of the file's text in UTF-8; ill-formed input was refused when the checksum was taken.</summary>
    public Stream Open(string path, ScriptConfig config)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan | FileOptions.Asynchronous);
        try
        {
            var encoding = EncodingOf(file, config);
            return encoding.CodePage == ScriptEncoding.Utf8.CodePage ? file : Encoding.CreateTranscodingStream(file, encoding, ScriptEncoding.Utf8);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Read(string path, ScriptConfig config, ReadOnlySpanAction use)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var length = RandomAccess.GetLength(file);
            if (length <= WholeFileLimit)
            {
                ReadWhole(file, (int)length, config, use);
                return;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCode.Error, $"Unable to read '{path}': {e.Message}", e);
        }
        catch (DecoderFallbackException e)
        {
            throw Malformed(path, config, e);
        }

        ReadStreamed(path, config, use);
    }

    private void ReadWhole(Microsoft.Win32.SafeHandles.SafeFileHandle file, int length, ScriptConfig config, ReadOnlySpanAction use)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
        try
        {
            var bytes = buffer.AsSpan(0, RandomAccess.Read(file, buffer.AsSpan(0, length), 0));
            var encoding = EncodingOf(bytes, config);
            if (encoding.CodePage != ScriptEncoding.Utf8.CodePage)
            {
                use(Encoding.UTF8.GetBytes(encoding.GetString(bytes)));
                return;
            }

            if (!System.Text.Unicode.Utf8.IsValid(bytes))
            {
                // Decoding tells where; it is only done for the message.
                ScriptEncoding.Utf8.GetString(bytes);
            }

            use(bytes);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void ReadStreamed(string path, ScriptConfig config, ReadOnlySpanAction use)
    {
        // A StreamReader decodes strictly across chunk borders; the text is encoded again to be handed on.
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            var encoding = EncodingOf(file, config);
            using var utf8 = Encoding.CreateTranscodingStream(file, encoding, ScriptEncoding.Utf8);
            var buffer = new byte[1 << 16];
            int read;
            while ((read = utf8.ReadAtLeast(buffer, buffer.Length, false)) > 0)
            {
                use(buffer.AsSpan(0, read));
            }
        }
        catch (DecoderFallbackException e)
        {
            throw Malformed(path, config, e);
        }
    }

    private Encoding EncodingOf(FileStream file, ScriptConfig config)
    {
        Span<byte> start = stackalloc byte[4096];
        var read = RandomAccess.Read(file.SafeFileHandle, start, 0);
        return EncodingOf(start[..(read & ~1)], config);
    }

    private Encoding EncodingOf(ReadOnlySpan<byte> start, ScriptConfig config) => config.Encoding is { } name
        ? ScriptEncoding.ForContent(ScriptEncoding.Parse(name), start)
        : configuration.DetectEncoding ? ScriptEncoding.Detect(start) : ScriptEncoding.ForContent(configuration.Encoding, start);

    private MigrationException Malformed(string path, ScriptConfig config, DecoderFallbackException e) => new(
        ErrorCode.Error,
        $"'{path}' is not a text in {config.Encoding ?? configuration.Encoding.WebName.ToUpperInvariant()}: {e.Message} "
        + "Save it in that encoding, or name its encoding with the 'encoding' setting or in a .conf file beside it.",
        e);

    private delegate void ReadOnlySpanAction(ReadOnlySpan<byte> chunk);
}
