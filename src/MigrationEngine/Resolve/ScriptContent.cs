using System.Runtime.ExceptionServices;
using System.Text;
using Daybreak.MigrationEngine.Model;
using Microsoft.Win32.SafeHandles;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Reads script files as UTF-8, whatever their encoding.</summary>
internal sealed class ScriptContent(EngineConfiguration configuration)
{
    /// <summary>Files up to this size are read whole; larger ones are streamed.</summary>
    private const int WholeFileLimit = 1 << 20;

    /// <summary>What is read at once; most scripts are shorter.</summary>
    private const int ChunkSize = 1 << 16;

    /// <summary>What is read at once of a file that is streamed.</summary>
    private const int LongChunkSize = 1 << 18;

    private readonly Checksum _checksum = new();

    /// <summary>The whole text as UTF-8, checked to be well-formed.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: not readable in the encoding.</exception>
    public byte[] ReadAll(string path, ScriptConfig config)
    {
        using var memory = new MemoryStream();
        Read(path, config, chunk => memory.Write(chunk));
        return memory.ToArray();
    }

    /// <summary>The checksum of the raw text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">Its <c>.conf</c>.</param>
    /// <param name="followed">Its follower gets the text, too, if there is one in time and the script is long; null: nobody does.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: not readable in the encoding.</exception>
    public int ChecksumOf(string path, ScriptConfig config, FoundScript? followed = null)
    {
        _checksum.Reset();
        Read(path, config, _checksum.Append, followed: followed);
        return _checksum.Value;
    }

    /// <summary>The text in UTF-8 of a script that is short enough to be kept; null for a longer one.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: not readable, or not in the encoding.</exception>
    public byte[]? ReadShort(string path, ScriptConfig config)
    {
        byte[]? text = null;
        Read(path, config, chunk => text = chunk.ToArray(), onlyShort: true);
        return text;
    }

    /// <summary>A stream of the file's text in UTF-8; ill-formed input was refused when the checksum was taken.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">Its <c>.conf</c>.</param>
    /// <param name="withChecksum">Whether the stream keeps the checksum of what is read.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: not readable.</exception>
    public ScriptStream Open(string path, ScriptConfig config, bool withChecksum)
    {
        var file = OpenFile(path);
        try
        {
            return new ScriptStream(file, EncodingOf(file, config), withChecksum);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        }
        catch (Exception e) when (UnreadableFile.IsReason(e))
        {
            throw UnreadableFile.Because(path, e);
        }
    }

    private void Read(string path, ScriptConfig config, ReadOnlySpanAction use, bool onlyShort = false, FoundScript? followed = null)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            using var file = File.OpenHandle(path);
            var read = RandomAccess.Read(file, buffer, 0);
            if (read > 0 && !HasLength(file))
            {
                throw UnreadableFile.IsNoFile(path);
            }

            if (read == buffer.Length)
            {
                if (onlyShort)
                {
                    return;
                }

                var length = RandomAccess.GetLength(file);
                if (length > WholeFileLimit)
                {
                    ReadStreamed(file, config, buffer, use, followed);
                    return;
                }

                System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
                buffer = System.Buffers.ArrayPool<byte>.Shared.Rent((int)length);
                read = RandomAccess.Read(file, buffer.AsSpan(0, (int)length), 0);
            }

            UseWhole(buffer.AsSpan(0, read), config, use);
        }
        catch (Exception e) when (UnreadableFile.IsReason(e))
        {
            throw UnreadableFile.Because(path, e);
        }
        catch (DecoderFallbackException e)
        {
            throw Malformed(path, config, e);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void UseWhole(ReadOnlySpan<byte> bytes, ScriptConfig config, ReadOnlySpanAction use)
    {
        var encoding = EncodingOf(bytes, config);
        if (encoding.CodePage == ScriptEncoding.Utf8.CodePage)
        {
            CheckUtf8(bytes);
            use(bytes);
            return;
        }

        use(Encoding.UTF8.GetBytes(encoding.GetString(bytes)));
    }

    private void ReadStreamed(SafeFileHandle handle, ScriptConfig config, byte[] buffer, ReadOnlySpanAction use, FoundScript? followed)
    {
        using var file = new FileStream(handle, FileAccess.Read, 1);
        var encoding = EncodingOf(file, config);
        if (encoding.CodePage == ScriptEncoding.Utf8.CodePage)
        {
            ReadUtf8(file, use, followed);
            return;
        }

        // It decodes strictly across chunk borders.
        using var utf8 = Encoding.CreateTranscodingStream(file, encoding, ScriptEncoding.Utf8);
        int read;
        while ((read = utf8.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            use(buffer.AsSpan(0, read));
        }
    }

    /// <summary>
    /// The next chunk is read while the one before is used. A character that is cut by the end of a chunk is left for the next one. Who asks
    /// for the text meanwhile gets it from the beginning: to read on and then once more for him would take longer.
    /// </summary>
    private void ReadUtf8(FileStream file, ReadOnlySpanAction use, FoundScript? followed)
    {
        var (buffer, next) = (new byte[LongChunkSize], new byte[LongChunkSize]);
        var length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        ScriptFollower? follower = null;
        while (length > 0)
        {
            if (follower is null && (follower = followed?.Follower) is not null)
            {
                follower.Begin();
                _checksum.Reset();
                file.Position = 0;
                length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
                continue;
            }

            var whole = length == buffer.Length ? length - Sql.Utf8.CutCharacterLength(buffer) : length;
            var cut = buffer.AsSpan(whole, length - whole);
            cut.CopyTo(next);
            var (kept, read) = (cut.Length, 0);
            Together(
                () =>
                {
                    CheckUtf8(buffer.AsSpan(0, whole));
                    use(buffer.AsSpan(0, whole));
                    follower?.Write(buffer.AsSpan(0, whole));
                },
                () => read = file.ReadAtLeast(next.AsSpan(kept), next.Length - kept, throwOnEndOfStream: false));
            length = kept + read;
            (buffer, next) = (next, buffer);
        }

        follower?.End();
    }

    private static void Together(Action first, Action second)
    {
        try
        {
            Parallel.Invoke(first, second);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    private static void CheckUtf8(ReadOnlySpan<byte> text)
    {
        if (!System.Text.Unicode.Utf8.IsValid(text))
        {
            // Decoding tells where; it is only done for the message.
            ScriptEncoding.Utf8.GetString(text);
        }
    }

    /// <summary>Devices and pipes have content, but no length.</summary>
    internal static bool HasLength(SafeFileHandle file)
    {
        try
        {
            return RandomAccess.GetLength(file) > 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    private Encoding EncodingOf(FileStream file, ScriptConfig config)
    {
        if (config.Encoding is null && configuration.DetectEncoding)
        {
            return Detect(file.SafeFileHandle);
        }

        Span<byte> start = stackalloc byte[4];
        return EncodingOf(start[..RandomAccess.Read(file.SafeFileHandle, start, 0)], config);
    }

    private static Encoding Detect(SafeFileHandle file)
    {
        var (detection, buffer) = (new EncodingDetection(), new byte[ChunkSize]);
        int read;
        for (var offset = 0L; (read = RandomAccess.Read(file, buffer, offset)) > 0; offset += read)
        {
            detection.Append(buffer.AsSpan(0, read));
        }

        return detection.Result;
    }

    /// <summary>The encoding of a text of which <paramref name="start"/> is all, or the beginning where nothing is to be detected.</summary>
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
