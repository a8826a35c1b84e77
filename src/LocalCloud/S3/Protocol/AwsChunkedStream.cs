using System.Globalization;
using System.Text;

namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>Decodes <c>aws-chunked</c>: chunks with or without signatures, and the trailing headers behind the last one.</summary>
internal sealed class AwsChunkedStream(Stream source) : ForwardStream
{
    private const int MaximumLine = 8192;

    private readonly Dictionary<string, string> _trailers = new(StringComparer.OrdinalIgnoreCase);
    private readonly byte[] _buffer = new byte[MaximumLine];
    private int _start;
    private int _end;
    private long _remaining;
    private bool _insideBody;
    private bool _finished;

    /// <summary>The trailing headers; complete once the stream has ended.</summary>
    public IReadOnlyDictionary<string, string> Trailers => _trailers;

    /// <exception cref="S3Exception">IncompleteBody when the framing is broken or ends early.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_finished || buffer.IsEmpty)
        {
            return 0;
        }

        if (_remaining == 0 && !await OpenChunkAsync(cancellationToken))
        {
            return 0;
        }

        var read = await ReadDataAsync(buffer[..(int)Math.Min(buffer.Length, _remaining)], cancellationToken);
        if (read == 0)
        {
            throw S3Errors.IncompleteBody();
        }

        _remaining -= read;
        return read;
    }

    private static long ParseSize(string line)
    {
        var digits = line.AsSpan(0, line.IndexOf(';', StringComparison.Ordinal) is var at and >= 0 ? at : line.Length).Trim();
        return long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) && size >= 0
            ? size
            : throw S3Errors.IncompleteBody();
    }

    private async ValueTask<bool> OpenChunkAsync(CancellationToken cancellationToken)
    {
        if (_insideBody && await ReadLineAsync(cancellationToken) is not "")
        {
            throw S3Errors.IncompleteBody();
        }

        _insideBody = true;
        _remaining = ParseSize(await ReadLineAsync(cancellationToken) ?? throw S3Errors.IncompleteBody());
        if (_remaining > 0)
        {
            return true;
        }

        await ReadTrailersAsync(cancellationToken);
        _finished = true;
        return false;
    }

    private async ValueTask ReadTrailersAsync(CancellationToken cancellationToken)
    {
        // Some clients leave out the empty line behind the last trailer.
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                throw S3Errors.MalformedTrailer();
            }

            _trailers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }
    }

    private async ValueTask<int> ReadDataAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            return await source.ReadAsync(buffer, cancellationToken);
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <summary>The next line without its end; null where the source has ended.</summary>
    private async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var scanned = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, scanned + at);
                _start += scanned + at + 1;
                return line.EndsWith('\r') ? line[..^1] : line;
            }

            scanned = _end - _start;
            if (!await FillAsync(cancellationToken))
            {
                return scanned == 0 ? null : throw S3Errors.IncompleteBody();
            }
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            throw S3Errors.IncompleteBody();
        }

        var read = await source.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }
}
