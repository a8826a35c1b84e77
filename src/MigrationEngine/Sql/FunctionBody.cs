using System.Text;

namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Finds the semicolons that belong to a BEGIN ATOMIC … END body of CREATE [OR REPLACE] FUNCTION or PROCEDURE (manual: CREATE FUNCTION,
/// sql_body), by psql's rule: CASE opens as BEGIN does and END closes, counted outside of parentheses. Stricter than psql in one point:
/// BEGIN counts only with ATOMIC behind it.
/// </summary>
internal struct FunctionBody
{
    private Heading _heading;
    private bool _afterBegin;
    private bool _afterAs;
    private int _depth;

    private enum Heading
    {
        Start,
        Create,
        CreateOr,
        CreateOrReplace,
        Routine,
        Other,
    }

    /// <summary>Whether a semicolon belongs to the body.</summary>
    public readonly bool IsOpen => _depth > 0;

    /// <summary>Whether the words to come cannot matter: the statement creates no function or procedure.</summary>
    public readonly bool IsIrrelevant => _heading == Heading.Other;

    /// <summary>Takes the statement's next word. Words in parentheses count for nothing but the heading.</summary>
    public void Word(ReadOnlySpan<byte> word, bool inParentheses, bool qualified)
    {
        if (_heading != Heading.Routine)
        {
            _heading = Next(_heading, word);
        }
        else if (!inParentheses)
        {
            BodyWord(word, isName: qualified || _afterAs);
        }
        _afterAs = Is(word, "AS"u8);
    }

    /// <summary>A quoted identifier, a string or a symbol stands between two words.</summary>
    public void OtherToken()
    {
        _afterBegin = false;
        _afterAs = false;
        if (_heading != Heading.Routine)
        {
            _heading = Heading.Other;
        }
    }

    private static Heading Next(Heading heading, ReadOnlySpan<byte> word) => heading switch
    {
        Heading.Start when Is(word, "CREATE"u8) => Heading.Create,
        Heading.Create when Is(word, "OR"u8) => Heading.CreateOr,
        Heading.CreateOr when Is(word, "REPLACE"u8) => Heading.CreateOrReplace,
        Heading.Create or Heading.CreateOrReplace when Is(word, "FUNCTION"u8) || Is(word, "PROCEDURE"u8) => Heading.Routine,
        _ => Heading.Other,
    };

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> keyword) => Ascii.EqualsIgnoreCase(word, keyword);

    private void BodyWord(ReadOnlySpan<byte> word, bool isName)
    {
        if (_depth == 0)
        {
            _depth = _afterBegin && Is(word, "ATOMIC"u8) ? 1 : 0;
            _afterBegin = !isName && Is(word, "BEGIN"u8);
        }
        else if (!isName)
        {
            _depth += Is(word, "CASE"u8) ? 1 : Is(word, "END"u8) ? -1 : 0;
        }
    }
}
