using System.Diagnostics;

namespace Daybreak.LocalCloud.Postgres;

/// <summary>The operating system's user that runs PostgreSQL, which refuses to run as root.</summary>
internal sealed class ServerAccount
{
    private readonly string? _userName;

    private ServerAccount(string? userName) => _userName = userName;

    /// <summary>True where the server runs as somebody else than this process.</summary>
    public bool IsOther => _userName is not null;

    /// <summary>This process's user, or for root <c>postgres</c> where that exists and <c>nobody</c> where it does not.</summary>
    public static ServerAccount Choose()
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
        {
            return new ServerAccount(null);
        }

        var hasPostgres = File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal));
        return new ServerAccount(hasPostgres ? "postgres" : "nobody");
    }

    /// <summary>Prepares a process of this user, with all three streams redirected.</summary>
    public ProcessStartInfo StartInfo(string fileName, params IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(fileName, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The current directory may be closed to the other user.
            WorkingDirectory = Path.GetPathRoot(Path.GetTempPath())!,
        };
        if (_userName is not null)
        {
            info.UserName = _userName;
        }

        info.Environment["LC_ALL"] = "C";
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            info.Environment.Remove(name);
        }

        return info;
    }

    /// <summary>Runs a program to its end and gives its exit code and what it printed (both streams).</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program does not exist or this user may not run it.</exception>
    public async Task<(int ExitCode, string Output)> RunAsync(
        string fileName, IEnumerable<string> arguments, string input, CancellationToken cancellationToken)
    {
        using var process = Process.Start(StartInfo(fileName, arguments))!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading its input; its exit code and output tell why.
        }

        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await error);
    }

    /// <summary>Writes a file that belongs to this user and that only this user can read.</summary>
    public async Task WriteFileAsync(string path, string content, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await RunAsync(
            "/bin/sh", ["-c", "umask 077 && cat > \"$1\"", "sh", path], content, cancellationToken);
        if (exitCode != 0)
        {
            throw new PostgresServerException($"Cannot write \"{path}\": {output.Trim()}");
        }
    }
}
