namespace Daybreak.Benchmarks.Workloads;

/// <summary>One migration of so many megabytes.</summary>
/// <param name="Directory">Where it lies by itself.</param>
/// <param name="File">The file.</param>
internal sealed record BigScript(string Directory, string File)
{
    private const string Table = "CREATE TABLE big (id int, name text, amount numeric, note text);\n";

    /// <summary>INSERT statements of one row each.</summary>
    public static BigScript Inserts(string directory, int megabytes) => Write(
        directory, "inserts", megabytes, Table, "",
        i => $"INSERT INTO big VALUES ({i}, 'customer {i}', {i}.25, 'a note of some length that is stored with the row number {i}');\n");

    /// <summary>One COPY … FROM STDIN with its data.</summary>
    public static BigScript Copy(string directory, int megabytes) => Write(
        directory, "copy", megabytes, Table + "COPY big FROM STDIN;\n", "\\.\n",
        i => $"{i}\tcustomer {i}\t{i}.25\ta note of some length that is stored with the row number {i}\n");

    private static BigScript Write(string directory, string name, int megabytes, string head, string foot, Func<int, FormattableString> line)
    {
        var script = Path.Combine(directory, FormattableString.Invariant($"{name}-{megabytes}"));
        var made = new BigScript(script, Path.Combine(script, $"V1__{name}.sql"));
        if (System.IO.File.Exists(made.File))
        {
            return made;
        }

        System.IO.Directory.CreateDirectory(script);
        using (var writer = new StreamWriter(made.File + ".new"))
        {
            writer.Write(head);
            var length = 0L;
            for (var i = 1; length < (long)megabytes << 20; i++)
            {
                var text = FormattableString.Invariant(line(i));
                writer.Write(text);
                length += text.Length;
            }

            writer.Write(foot);
        }

        System.IO.File.Move(made.File + ".new", made.File);
        return made;
    }
}
