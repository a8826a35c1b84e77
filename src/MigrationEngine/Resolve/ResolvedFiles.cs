using System.Runtime.ExceptionServices;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>The migrations of files that may still be read, while the server takes its time to answer.</summary>
internal sealed class ResolvedFiles
{
    private readonly Lazy<ResolvedMigrations> _migrations;
    private readonly FoundScriptsReading _reading;
    private readonly Task _resolving;

    /// <summary>Makes migrations of them as soon as they were read.</summary>
    public ResolvedFiles(Lazy<ResolvedMigrations> migrations, FoundScriptsReading reading)
    {
        (_migrations, _reading) = (migrations, reading);
        _resolving = migrations.IsValueCreated ? Task.CompletedTask : Task.Run(ResolveAsync);
    }

    /// <summary>The migrations.</summary>
    /// <exception cref="MigrationException">They cannot be read, or two are the same.</exception>
    /// <exception cref="InvalidOperationException">They were not waited for.</exception>
    public ResolvedMigrations Migrations
    {
        get
        {
            if (!_resolving.IsCompleted)
            {
                throw new InvalidOperationException("Wait for the files first.");
            }

            if (_reading.End.Exception is { } failure)
            {
                // Not a file's failure, which is kept with it: nothing may be made of what was read by then.
                ExceptionDispatchInfo.Throw(failure.InnerExceptions[0]);
            }

            return _migrations.Value;
        }
    }

    /// <summary>Waits until the files were read; what is wrong with them is for who needs the migrations.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        _reading.AddThread();
        // A file may keep its reader waiting for ever: a named pipe, a file system that is gone.
        return Task.WhenAny(_resolving).WaitAsync(cancellationToken);
    }

    private async Task ResolveAsync()
    {
        await _reading.End.ConfigureAwait(false);
        _ = _migrations.Value;
    }
}
