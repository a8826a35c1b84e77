using System.Globalization;

namespace Daybreak.EndToEnd.Tests.Processes;

/// <summary>The processes of this machine, as /proc shows them.</summary>
internal static class ProcessTree
{
    /// <summary>The living children of a process, theirs, and so on.</summary>
    public static IReadOnlyList<int> Below(int processId)
    {
        var parents = Directory.EnumerateDirectories("/proc").Select(directory => Path.GetFileName(directory)!)
            .Where(name => name.All(char.IsAsciiDigit)).Select(name => int.Parse(name, CultureInfo.InvariantCulture))
            .ToDictionary(id => id, ParentOf);
        var found = new List<int>();
        var last = new HashSet<int> { processId };
        while (last.Count > 0)
        {
            last = [.. parents.Where(pair => pair.Value is { } parent && last.Contains(parent)).Select(pair => pair.Key)];
            found.AddRange(last);
        }

        return found;
    }

    /// <summary>Whether a process lives; one that is only remembered by its parent does not.</summary>
    public static bool Lives(int processId) => ParentOf(processId) is not null;

    /// <summary>Arguments and environment of a process; empty when it is gone.</summary>
    public static string ArgumentsAndEnvironment(int processId) => Read(processId, "cmdline") + "\n" + Read(processId, "environ");

    private static int? ParentOf(int processId)
    {
        // pid (name) state ppid …; the name may hold blanks and brackets.
        var stat = Read(processId, "stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is ["Z" or "X", ..] or not [_, _, ..] ? null : int.Parse(fields[1], CultureInfo.InvariantCulture);
    }

    private static string Read(int processId, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/{file}")).Replace('\0', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has just ended.
            return "";
        }
    }
}
