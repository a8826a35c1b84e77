namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Reads a PostgreSQL script statement by statement from a stream of UTF-8, as the server and psql understand it (manual 4.1 and COPY).
/// Memory is bounded by the longest statement, not by the file; COPY data is handed through in pieces. Statements without any token are
/// left out.
/// <code>
/// while (await reader.ReadAsync(ct))
/// {
///     var statement = reader.Current;
///     if (statement.Kind == SqlStatementKind.CopyFromStdin)
///     {
///         for (var data = await reader.ReadCopyDataAsync(ct); !data.IsEmpty; data = await reader.ReadCopyDataAsync(ct)) …
///     }
/// }
/// </code>
/// </summary>
public sealed class SqlScriptReader : IDisposable
{
    private readonly ScriptBuffer _buffer;
    private readonly SqlLexer _lexer = new();
    private SourcePosition? _droppedTokenStart;
    private CopyDataScanner _copy;
    private bool _inCopy;
    private int _copyTaken;
    private long _visited;

    /// <summary>A reader from the current position of <paramref name="utf8"/>, which stays the caller's to close.</summary>
    /// <exception cref="ArgumentException">The prefix or suffix of placeholders is empty.</exception>
    public SqlScriptReader(Stream utf8, SqlScriptReaderOptions? options = null)
    {
        options ??= new SqlScriptReaderOptions();
        var replacer = options.PlaceholderValue is { } valueOf ? new PlaceholderReplacer(options.Placeholders, valueOf) : null;
        _buffer = new ScriptBuffer(utf8, replacer, options.BufferSize);
    }

    /// <summary>The statement that the last <see cref="ReadAsync"/> came to.</summary>
    public SqlStatement Current { get; private set; }

    /// <summary>Offset in the replaced text of the data that <see cref="ReadCopyDataAsync"/> returned last.</summary>
    public long CopyDataOffset { get; private set; }

    /// <summary>Bytes the scanner looked at: at most a small multiple of the script's size.</summary>
    internal long BytesVisited => _lexer.BytesVisited + _buffer.BytesMoved + _visited;

    /// <summary>Size of the window on the script.</summary>
    internal int BufferCapacity => _buffer.Capacity;

    /// <summary>Goes on to the next statement, past the rest of COPY data if there is any; false at the end of the script.</summary>
    /// <exception cref="SqlScriptException">The script cannot be read as SQL.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_inCopy)
        {
            return ReadPastCopyAsync(cancellationToken);
        }
        Release();
        return Advance() is { } found ? new ValueTask<bool>(found) : ReadOnAsync(cancellationToken);
    }

    /// <summary>
    /// The next piece of the data of the current COPY … FROM STDIN, as it stands in the script (placeholders replaced); empty when the line
    /// <c>\.</c> was reached. The memory is valid until the next call, the statement itself no longer after the first.
    /// </summary>
    /// <exception cref="SqlScriptException">The script ends before the line <c>\.</c>.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadCopyDataAsync(CancellationToken cancellationToken)
    {
        while (_inCopy)
        {
            _buffer.Discard(_copyTaken);
            _copyTaken = 0;
            if (_copy.Ended)
            {
                _inCopy = false;
                break;
            }
            _visited += _buffer.Held.Length;
            var (skip, length, skipAfter) = _copy.Next(_buffer.Held, _buffer.IsFinal);
            _copyTaken = skip + length + skipAfter;
            if (length > 0)
            {
                CopyDataOffset = _buffer.Offset + skip;
                return _buffer.Memory(skip, length);
            }
            if (!_copy.Ended)
            {
                await FillCopyAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        return default;
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private async ValueTask FillCopyAsync(CancellationToken cancellationToken)
    {
        _buffer.Discard(_copyTaken);
        _copyTaken = 0;
        if (_buffer.IsFinal)
        {
            throw new SqlScriptException(
                SqlScriptErrorCode.CopyWithoutEnd,
                Current.Start,
                "The data of COPY … FROM STDIN is not ended by a line '\\.' before the end of the file: add the line after the last row.");
        }
        await _buffer.FillAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> ReadPastCopyAsync(CancellationToken cancellationToken)
    {
        while (!(await ReadCopyDataAsync(cancellationToken).ConfigureAwait(false)).IsEmpty)
        {
            // The caller does not want it.
        }
        return Advance() ?? await ReadOnAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            LetGoOfLeading();
            await _buffer.FillAsync(cancellationToken).ConfigureAwait(false);
            if (Advance() is { } found)
            {
                return found;
            }
        }
    }

    /// <summary>Looks for the next statement in what is held: found, the script is at its end, or (null) more must be read.</summary>
    private bool? Advance()
    {
        while (true)
        {
            switch (_lexer.Scan(_buffer.Held, _buffer.IsFinal))
            {
                case LexerResult.Delimiter when IsEmpty(_lexer.Position - 1):
                    _lexer.BeginNext();
                    break;
                case LexerResult.Delimiter:
                    Take(_lexer.Position - 1);
                    return true;
                case LexerResult.End when _lexer.FirstToken >= 0 && !IsEmpty(_lexer.Position):
                    Take(_lexer.Position);
                    return true;
                case LexerResult.End:
                    return false;
                case LexerResult.Unterminated:
                    throw Unterminated();
                case LexerResult.MetaCommand when !_buffer.IsFinal && MetaCommand.IsIncomplete(_buffer.Held[_lexer.Position..]):
                    return null;
                case LexerResult.MetaCommand:
                    var length = MetaCommand.Skip(_buffer.Held[_lexer.Position..], _buffer.PositionAt(_lexer.Position), _lexer.FirstToken >= 0);
                    _visited += length;
                    _lexer.SkipTo(_lexer.Position + length);
                    break;
                default:
                    return null;
            }
        }
    }

    /// <summary>Nothing but parentheses is no statement in Flyway.</summary>
    private bool IsEmpty(int end) => _buffer.Held[_lexer.FirstToken..end].IndexOfAnyExcept(SqlBytes.Empty) < 0;

    private void Take(int end)
    {
        var statementClass = StatementClassifier.Classify(_buffer.Held[_lexer.FirstToken..end]);
        RefuseWhatNoClientTakes(statementClass.Kind, end);
        RefuseZeroByte(_lexer.TextStart, end);
        // As in Flyway: drivers know a COPY command by its first word.
        var start = statementClass.Kind == SqlStatementKind.CopyFromStdin ? _lexer.FirstToken : _lexer.TextStart;
        var text = _buffer.Memory(start, Utf8.TrimEnd(_buffer.Held[start..end]).Length);
        var textStart = _buffer.PositionAt(start);
        Current = new SqlStatement(
            text,
            statementClass,
            _buffer.PositionAt(_lexer.FirstToken),
            textStart,
            _buffer.Offset + start,
            _buffer.Replacements(start, text.Length));
        _inCopy = Current.Kind == SqlStatementKind.CopyFromStdin;
        if (Current.Kind == SqlStatementKind.Set && StandardConformingStrings.After(text.Span) is { } conforming)
        {
            _lexer.PlainStringsEscape = !conforming;
        }
        _lexer.BeginNext();
        if (_inCopy)
        {
            _copy = default;
            _copyTaken = _lexer.Position;
            _lexer.Rebase(_lexer.Position);
        }
    }

    private void RefuseWhatNoClientTakes(SqlStatementKind kind, int end)
    {
        if (kind == SqlStatementKind.CopyToStdout)
        {
            throw new SqlScriptException(
                SqlScriptErrorCode.CopyToStdout,
                _buffer.PositionAt(_lexer.FirstToken),
                "COPY … TO STDOUT sends rows to a client that takes them, which a migration has not: remove the statement, or copy TO a file or PROGRAM of the server.");
        }
        if (kind == SqlStatementKind.Set && ClientEncoding.IsLeftBy(_buffer.Held[_lexer.FirstToken..end]))
        {
            throw new SqlScriptException(
                SqlScriptErrorCode.ClientEncodingNotSupported,
                _buffer.PositionAt(_lexer.FirstToken),
                "The statement changes client_encoding, but scripts are sent as UTF-8 whatever their file's encoding is, and the server would store other "
                + "characters: remove it, and give the file's encoding by the setting encoding or in its .conf file.");
        }
    }

    /// <summary>The protocol ends texts with a zero byte: the server would take the rest for something else, and report that.</summary>
    private void RefuseZeroByte(int start, int end)
    {
        var zero = _buffer.Held[start..end].IndexOf((byte)0);
        if (zero >= 0)
        {
            throw new SqlScriptException(
                SqlScriptErrorCode.ZeroByte,
                _buffer.PositionAt(start + zero),
                "The statement has a zero byte, which PostgreSQL has in no text: remove it, or name the file's encoding if it is UTF-16, by the setting "
                + "encoding or in its .conf file.");
        }
    }

    private void Release()
    {
        Current = default;
        LetGoOfLeading();
    }

    private void LetGoOfLeading()
    {
        var count = _lexer.Disposable;
        if (count == 0)
        {
            return;
        }
        if (_lexer.Mode == LexerMode.BlockComment && _lexer.TokenStart >= 0)
        {
            _droppedTokenStart = _buffer.PositionAt(_lexer.TokenStart);
        }
        _buffer.Discard(count);
        _lexer.Rebase(count);
    }

    private SqlScriptException Unterminated()
    {
        var (code, what, close) = _lexer.Mode switch
        {
            LexerMode.BlockComment => (SqlScriptErrorCode.UnterminatedComment, "comment", "*/ (comments nest: each /* needs its own)"),
            LexerMode.QuotedIdentifier => (SqlScriptErrorCode.UnterminatedIdentifier, "quoted identifier", "\""),
            LexerMode.DollarQuote => (SqlScriptErrorCode.UnterminatedDollarQuote, "dollar-quoted string", "the tag it began with"),
            _ => (SqlScriptErrorCode.UnterminatedString, "string", "'"),
        };
        var position = _lexer.TokenStart < 0 ? _droppedTokenStart!.Value : _buffer.PositionAt(_lexer.TokenStart);
        return new SqlScriptException(
            code,
            position,
            $"The {what} that begins at {position} is not ended before the end of the file: end it with {close}.");
    }
}
