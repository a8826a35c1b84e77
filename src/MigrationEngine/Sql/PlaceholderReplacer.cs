using System.Buffers;
using System.Text;

namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Replaces placeholders in a stream of UTF-8 bytes, before SQL is recognised: in comments, strings and COPY data alike. Names are
/// case-insensitive and not trimmed, values are not searched again. There is no escape character, but one quirk of Flyway is kept: when a
/// possible prefix turns out not to be one, the character that disproved it is not looked at as the start of another, so <c>$${x}</c> is
/// left alone. One instance reads one script, from start to end.
/// </summary>
public sealed class PlaceholderReplacer
{
    /// <summary>A name longer than this, in bytes, is a suffix forgotten.</summary>
    private const int LongestName = 64 * 1024;

    private readonly PlaceholderOptions _options;
    private readonly byte[] _prefix;
    private readonly byte[] _suffix;
    private readonly Func<string, string?> _valueOf;
    private readonly Dictionary<string, byte[]> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly ArrayBufferWriter<byte> _name = new();
    private PositionTracker _tracker = new(SourcePosition.FileStart);
    private int _matched;
    private bool _inName;
    private bool _skipOne;

    /// <summary>A replacer for one script.</summary>
    /// <param name="options">The marks.</param>
    /// <param name="valueOf">The value of a name, or <see langword="null"/> if it has none. Asked once per name; spellings that differ in
    /// case are one.</param>
    /// <exception cref="ArgumentException">The prefix or the suffix is empty.</exception>
    public PlaceholderReplacer(PlaceholderOptions options, Func<string, string?> valueOf)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.Prefix);
        ArgumentException.ThrowIfNullOrEmpty(options.Suffix);
        _options = options;
        _prefix = Encoding.UTF8.GetBytes(options.Prefix);
        _suffix = Encoding.UTF8.GetBytes(options.Suffix);
        _valueOf = valueOf;
    }

    /// <summary>The text that <see cref="PlaceholderStep.HeldBack"/> and <see cref="PlaceholderStep.Value"/> speak of.</summary>
    internal ReadOnlyMemory<byte> Text { get; private set; }

    /// <summary>Where the placeholder of the last value began.</summary>
    internal SourcePosition Start { get; private set; }

    /// <summary>The place in the file of the next byte to come.</summary>
    internal SourcePosition Position => _tracker.Position;

    /// <summary>The replaced text of all of <paramref name="source"/>.</summary>
    /// <exception cref="SqlScriptException">A placeholder has no value or no end.</exception>
    public static byte[] ReplaceAll(ReadOnlySpan<byte> source, PlaceholderOptions options, Func<string, string?> valueOf)
    {
        var replacer = new PlaceholderReplacer(options, valueOf);
        var result = new ArrayBufferWriter<byte>(source.Length + 1);
        replacer.Append(source, result);
        replacer.Complete(result);
        return result.WrittenSpan.ToArray();
    }

    /// <summary>Writes the replaced text of the next bytes; what may still become a placeholder is kept for the next call.</summary>
    /// <exception cref="SqlScriptException">A placeholder has no value.</exception>
    public void Append(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        while (!source.IsEmpty)
        {
            var step = Next(source, out var consumed);
            destination.Write(step switch
            {
                PlaceholderStep.Literal => source[..consumed],
                PlaceholderStep.NeedMore => default,
                _ => Text.Span,
            });
            source = source[consumed..];
        }
    }

    /// <summary>Ends the text: writes what had been kept back.</summary>
    /// <exception cref="SqlScriptException">A placeholder has no end.</exception>
    public void Complete(IBufferWriter<byte> destination) => destination.Write(Complete());

    /// <summary>One step over <paramref name="source"/>, which must not be empty.</summary>
    internal PlaceholderStep Next(ReadOnlySpan<byte> source, out int consumed)
    {
        var step = _inName ? NextOfName(source, out consumed)
            : _matched > 0 ? NextOfPrefix(source, out consumed)
            : NextLiteral(source, out consumed);
        if (!_inName && step == PlaceholderStep.Literal)
        {
            _tracker.Advance(source[..consumed]);
        }
        return step;
    }

    /// <summary>What had been kept back at the end of the text.</summary>
    internal ReadOnlySpan<byte> Complete()
    {
        if (_inName)
        {
            throw Unterminated();
        }
        var held = _prefix.AsSpan(0, _matched);
        _matched = 0;
        return held;
    }

    private PlaceholderStep NextLiteral(ReadOnlySpan<byte> source, out int consumed)
    {
        var from = _skipOne ? 1 : 0;
        _skipOne = false;
        while (true)
        {
            var hit = source[from..].IndexOf(_prefix[0]);
            if (hit < 0)
            {
                consumed = source.Length;
                return PlaceholderStep.Literal;
            }
            hit += from;
            var common = source[hit..].CommonPrefixLength(_prefix);
            if (common < _prefix.Length && hit + common < source.Length)
            {
                from = hit + common + 1;
                continue;
            }
            consumed = hit;
            return hit > 0 ? PlaceholderStep.Literal : NextOfPrefix(source, out consumed);
        }
    }

    private PlaceholderStep NextOfPrefix(ReadOnlySpan<byte> source, out int consumed)
    {
        if (_matched == 0)
        {
            Start = _tracker.Position;
        }
        consumed = source.CommonPrefixLength(_prefix.AsSpan(_matched));
        _matched += consumed;
        _tracker.Advance(source[..consumed]);
        if (_matched == _prefix.Length)
        {
            _matched = 0;
            _inName = true;
            _name.ResetWrittenCount();
            return PlaceholderStep.NeedMore;
        }
        if (consumed == source.Length)
        {
            return PlaceholderStep.NeedMore;
        }
        Text = _prefix.AsMemory(0, _matched);
        _matched = 0;
        _skipOne = true;
        return PlaceholderStep.HeldBack;
    }

    private PlaceholderStep NextOfName(ReadOnlySpan<byte> source, out int consumed)
    {
        var last = source.IndexOf(_suffix[^1]);
        consumed = last < 0 ? source.Length : last + 1;
        _name.Write(source[..consumed]);
        _tracker.Advance(source[..consumed]);
        if (last >= 0 && _name.WrittenSpan.EndsWith(_suffix))
        {
            Text = ValueOf(Encoding.UTF8.GetString(_name.WrittenSpan[..^_suffix.Length]));
            _inName = false;
            return PlaceholderStep.Value;
        }
        return _name.WrittenCount <= LongestName ? PlaceholderStep.NeedMore : throw Unterminated();
    }

    private byte[] ValueOf(string name)
    {
        if (!_values.TryGetValue(name, out var value))
        {
            value = Encoding.UTF8.GetBytes(_valueOf(name) ?? throw WithoutValue(name));
            _values.Add(name, value);
        }
        return value;
    }

    private SqlScriptException WithoutValue(string name)
    {
        var written = _options.Prefix + name + _options.Suffix;
        return new SqlScriptException(
            SqlScriptErrorCode.PlaceholderWithoutValue,
            Start,
            name.StartsWith("flyway" + _options.Separator, StringComparison.OrdinalIgnoreCase)
                ? $"Failed to populate value for default placeholder: {written}"
                : $"No value provided for placeholder: {written}.  Check your configuration!");
    }

    private SqlScriptException Unterminated()
    {
        var begin = Encoding.UTF8.GetString(_name.WrittenSpan[..Math.Min(_name.WrittenCount, 60)]);
        return new SqlScriptException(
            SqlScriptErrorCode.UnterminatedPlaceholder,
            Start,
            $"The placeholder '{_options.Prefix}{begin}…' has no '{_options.Suffix}': "
            + "close it, or set placeholderReplacement=false for this script.");
    }
}
