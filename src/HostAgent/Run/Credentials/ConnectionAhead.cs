using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Daybreak.HostAgent.Run.Credentials;

/// <summary>
/// A connection that is opened while something else is done which takes its time, too. Whoever needs one takes it; when nobody does, it goes with
/// this object. It belongs to one run and is not for concurrent use.
/// </summary>
/// <param name="opener">Opens it.</param>
/// <param name="cancellationToken">Ends the opening.</param>
internal sealed class ConnectionAhead(DatabaseOpener opener, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private Task<NpgsqlConnection>? _opening;

    /// <summary>Begins to open it, unless that has begun. It does not throw: what goes wrong is told to the one who takes it.</summary>
    public void Begin() => _opening ??= OpenAsync();

    /// <summary>The connection that is being opened, else a new one; the caller disposes it.</summary>
    /// <exception cref="RunFailedException">The database could not be reached, or there are no credentials.</exception>
    public async ValueTask<NpgsqlConnection> TakeAsync(CancellationToken token)
    {
        if (_opening is not { } opening)
        {
            return await opener.OpenAsync(token);
        }

        _opening = null;
        return await opening;
    }

    /// <summary>Closes the connection that nobody took.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Nobody needs the connection that could not be opened.")]
    public async ValueTask DisposeAsync()
    {
        if (_opening is { } unused)
        {
            _opening = null;
            await _stop.CancelAsync();
            try
            {
                await (await unused).DisposeAsync();
            }
            catch (Exception)
            {
                // Whoever needs one opens another, and is told.
            }
        }

        _stop.Dispose();
    }

    private async Task<NpgsqlConnection> OpenAsync() => await opener.OpenAsync(_stop.Token);
}
