using System.Globalization;
using System.Text;
using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.MigrationEngine.History;

/// <summary>
/// The SQL script of a dry run, for psql. It is written beside its place and put there when it is complete, so that no half script is ever run.
/// </summary>
internal sealed class DryRunScript : IDisposable
{
    private readonly string _path;
    private readonly string _partial;
    private readonly bool _keepsPlace;
    private readonly StreamWriter _writer;
    private bool _ended;

    private DryRunScript(string path, string partial, bool keepsPlace, StreamWriter writer)
    {
        _path = path;
        _partial = partial;
        _keepsPlace = keepsPlace;
        _writer = writer;
    }

    /// <summary>Begins a script.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Configuration"/>: the file cannot be written.</exception>
    public static DryRunScript Create(string path)
    {
        try
        {
            var keepsPlace = IsToBeKept(path);
            var partial = keepsPlace ? Path.GetTempFileName() : path + ".partial";
            return new DryRunScript(path, partial, keepsPlace, new StreamWriter(partial, false, new UTF8Encoding(false)) { NewLine = "\n" });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, e);
        }
    }

    /// <summary>A line of comment for each line of the text.</summary>
    public void Comment(string text)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            _writer.WriteLine("-- " + line);
        }
    }

    /// <summary>A statement. The semicolon has a line of its own, because a statement may end in a comment.</summary>
    public void Statement(string sql)
    {
        _writer.WriteLine(sql);
        _writer.WriteLine(";");
    }

    /// <summary>A statement with the values of its parameters in it.</summary>
    public void Statement(NpgsqlBatchCommand command) => Statement(WithLiterals(command));

    /// <summary>Statements in one transaction, unless they say themselves what is.</summary>
    public void Statements(IReadOnlyList<NpgsqlBatchCommand> commands)
    {
        var together = commands.Count > 1 && commands[0].CommandText != "BEGIN";
        if (together)
        {
            Statement("BEGIN");
        }

        foreach (var command in commands)
        {
            Statement(command);
        }

        if (together)
        {
            Statement("COMMIT");
        }
    }

    /// <summary>A piece of COPY data, as it stands in the script.</summary>
    public void CopyData(ReadOnlySpan<byte> utf8)
    {
        _writer.Flush();
        _writer.BaseStream.Write(utf8);
        EndsInNewLine = utf8.IsEmpty ? EndsInNewLine : utf8[^1] == '\n';
    }

    /// <summary>The end of COPY data.</summary>
    public void EndOfCopyData()
    {
        _writer.Write(EndsInNewLine ? "\\.\n" : "\n\\.\n");
        EndsInNewLine = true;
    }

    /// <summary>Puts the complete script into its place.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Configuration"/>: the file cannot be written.</exception>
    public void Complete()
    {
        try
        {
            _ended = true;
            _writer.Dispose();
            if (_keepsPlace)
            {
                CopyToPlace();
            }
            else
            {
                File.Move(_partial, _path, true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(_path, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_ended)
        {
            _ended = true;
            _writer.Dispose();
            File.Delete(_partial);
        }
    }

    // A file moved to /dev/stdout or /dev/null would take its place. Devices and pipes have no length; neither has an empty file, which loses nothing.
    private static bool IsToBeKept(string path) => new FileInfo(path) is { Exists: true } file && (file.LinkTarget is not null || file.Length == 0);

    private void CopyToPlace()
    {
        try
        {
            using var script = File.OpenRead(_partial);
            using var place = new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, 1);
            script.CopyTo(place);
        }
        finally
        {
            File.Delete(_partial);
        }
    }

    private bool EndsInNewLine { get; set; } = true;

    /// <summary>The statement's <c>$1</c>, <c>$2</c>, … replaced by literals; what stands in double quotes is a name and stays.</summary>
    internal static string WithLiterals(NpgsqlBatchCommand command)
    {
        if (command.Parameters.Count == 0)
        {
            return command.CommandText;
        }

        var text = new StringBuilder();
        var sql = command.CommandText;
        var quoted = false;
        for (var i = 0; i < sql.Length; i++)
        {
            quoted ^= sql[i] == '"';
            if (quoted || sql[i] != '$')
            {
                text.Append(sql[i]);
                continue;
            }

            var number = 0;
            for (; i + 1 < sql.Length && char.IsAsciiDigit(sql[i + 1]); i++)
            {
                number = (number * 10) + sql[i + 1] - '0';
            }

            text.Append(Literal(command.Parameters[number - 1].Value));
        }

        return text.ToString();
    }

    private static string Literal(object? value) => value switch
    {
        null or DBNull => "NULL",
        bool flag => flag ? "TRUE" : "FALSE",
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => Identifier.Literal((string)value),
    };

    private static MigrationException Unwritable(string path, Exception e) =>
        new(ErrorCode.Configuration, $"Unable to write the dry run to '{path}': {e.Message} Set dryRunOutput to a file in a directory that can be written.", e);
}
