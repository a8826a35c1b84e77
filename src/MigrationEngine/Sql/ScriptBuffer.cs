using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// A window on the script's text: what is held, in one piece. It grows with what is held, never with the file. Without placeholders bytes
/// are read in place; from the first placeholder of a read on, the rest of that read is copied over.
/// </summary>
internal sealed class ScriptBuffer : IDisposable
{
    private const long LargestSize = 1L << 30;

    [SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "The stream belongs to the reader's caller.")]
    private readonly Stream _stream;

    private readonly PlaceholderReplacer? _replacer;
    private readonly SourceMap _map = new();
    private readonly int _initialSize;
    private byte[] _text;
    private int _start;
    private int _end;
    private byte[] _raw = [];
    private int _rawStart;
    private int _rawEnd;
    private ByteOrderMarks _marks;
    private bool _streamEnded;
    private SqlScriptException? _failure;

    public ScriptBuffer(Stream stream, PlaceholderReplacer? replacer, int size)
    {
        _stream = stream;
        _replacer = replacer;
        _initialSize = Math.Max(size, 16);
        _text = ArrayPool<byte>.Shared.Rent(_initialSize);
    }

    /// <summary>The text held.</summary>
    public ReadOnlySpan<byte> Held => _text.AsSpan(_start, _end - _start);

    /// <summary>Offset in the replaced text of the first byte held.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether nothing follows what is held.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>Bytes of the window: for tests of its bound.</summary>
    public int Capacity => _text.Length;

    /// <summary>Bytes moved within memory so far: for tests of linear cost.</summary>
    public long BytesMoved { get; private set; }

    /// <summary>A part of the text held, valid until the next call of <see cref="FillAsync"/>.</summary>
    public ReadOnlyMemory<byte> Memory(int offset, int length) => _text.AsMemory(_start + offset, length);

    /// <summary>The source position of a byte held. Calls must not go backwards within the text.</summary>
    public SourcePosition PositionAt(int offset) => _map.PositionAt(Offset + offset, Held, Offset);

    /// <summary>The replacements within a part of the text held, valid until the next call of <see cref="FillAsync"/>.</summary>
    public ReadOnlyMemory<ReplacedSegment> Replacements(int offset, int length) => _map.Within(Offset + offset, Offset + offset + length);

    /// <summary>Lets go of the first <paramref name="count"/> bytes held.</summary>
    public void Discard(int count)
    {
        if (count == 0)
        {
            return;
        }
        _map.PositionAt(Offset + count, Held, Offset);
        _start += count;
        Offset += count;
        _map.Forget();
    }

    /// <summary>Reads on: afterwards more is held, or <see cref="IsFinal"/> is true.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var held = _end - _start;
        while (!IsFinal && _end - _start == held)
        {
            MakeRoom();
            await StepAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        Return(_text);
        Return(_raw);
        _text = [];
        _raw = [];
        _start = _end = _rawStart = _rawEnd = 0;
    }

    private static void Return(byte[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    /// <summary>A placeholder's error waits until the text before it was used up: it must not depend on how much is read at once.</summary>
    private async ValueTask StepAsync(CancellationToken cancellationToken)
    {
        if (_failure is not null)
        {
            throw _failure;
        }
        try
        {
            if (_rawStart < _rawEnd)
            {
                Replace();
            }
            else if (_streamEnded)
            {
                Finish();
            }
            else
            {
                await ReadAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (SqlScriptException exception) when (exception.Code != SqlScriptErrorCode.StatementTooLong)
        {
            _failure = exception;
        }
    }

    private async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var begun = _marks.Resume(_text.AsSpan(_end));
        var read = await _stream.ReadAsync(_text.AsMemory(_end + begun), cancellationToken).ConfigureAwait(false);
        _streamEnded = read == 0;
        Accept(_marks.Drop(_text.AsSpan(_end, begun + read), _streamEnded));
    }

    /// <summary>Takes <paramref name="count"/> bytes that were read behind the end of the text.</summary>
    private void Accept(int count)
    {
        if (_replacer is null || count == 0)
        {
            _end += count;
            return;
        }
        var source = _text.AsSpan(_end, count);
        var step = _replacer.Next(source, out var consumed);
        SetAside(source[consumed..]);
        if (step == PlaceholderStep.Literal)
        {
            _end += consumed;
        }
        else
        {
            AppendText(step);
        }
    }

    private void SetAside(ReadOnlySpan<byte> source)
    {
        if (_raw.Length < source.Length)
        {
            Return(_raw);
            _raw = ArrayPool<byte>.Shared.Rent(source.Length);
        }
        source.CopyTo(_raw);
        (_rawStart, _rawEnd) = (0, source.Length);
    }

    private void Replace()
    {
        while (_rawStart < _rawEnd && _end < _text.Length)
        {
            var source = _raw.AsSpan(_rawStart, Math.Min(_rawEnd - _rawStart, _text.Length - _end));
            var step = _replacer!.Next(source, out var consumed);
            _rawStart += consumed;
            if (step == PlaceholderStep.Literal)
            {
                source[..consumed].CopyTo(_text.AsSpan(_end));
                _end += consumed;
            }
            else
            {
                AppendText(step);
            }
        }
    }

    private void AppendText(PlaceholderStep step)
    {
        if (step == PlaceholderStep.NeedMore)
        {
            return;
        }
        var text = _replacer!.Text.Span;
        if (step == PlaceholderStep.Value)
        {
            _map.Add(new ReplacedSegment(Offset + (_end - _start), text.Length, _replacer.Start, _replacer.Position));
        }
        Append(text);
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        while (_text.Length - _end < text.Length)
        {
            Resize(_text.Length * 2L);
        }
        text.CopyTo(_text.AsSpan(_end));
        _end += text.Length;
    }

    private void Finish()
    {
        if (_replacer is not null)
        {
            Append(_replacer.Complete());
        }
        IsFinal = true;
    }

    /// <summary>At least a quarter of the window is free afterwards; what is moved is at most twice what was let go before.</summary>
    private void MakeRoom()
    {
        var held = _end - _start;
        if (_text.Length > 16 * _initialSize && held <= _initialSize / 2)
        {
            Resize(_initialSize);
        }
        else if (_text.Length - _end < _text.Length / 4)
        {
            Resize(held <= _text.Length / 2 ? _text.Length : _text.Length * 2L);
        }
    }

    private void Resize(long size)
    {
        var held = Held;
        BytesMoved += held.Length;
        if (size == _text.Length)
        {
            held.CopyTo(_text);
        }
        else
        {
            var larger = ArrayPool<byte>.Shared.Rent(WithinLimit(size));
            held.CopyTo(larger);
            Return(_text);
            _text = larger;
        }
        (_start, _end) = (0, held.Length);
    }

    private int WithinLimit(long size) => size <= LargestSize
        ? (int)size
        : throw new SqlScriptException(
            SqlScriptErrorCode.StatementTooLong,
            PositionAt(0),
            "The statement is longer than 1 GiB, the server's limit for one message: split it, or load the data with COPY … FROM STDIN.");
}
