namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Reads scripts on threads of the pool, each of which takes the next one that none has taken.</summary>
/// <param name="scripts">The scripts.</param>
/// <param name="reader">Makes what a thread reads them with; it keeps failures for those who need the script.</param>
internal sealed class FoundScriptsReading(IReadOnlyList<FoundScript> scripts, Func<Action<FoundScript>> reader)
{
    /// <summary>Files that are worth one more thread: to read fewer takes less than to start it.</summary>
    private const int FilesPerThread = 64;

    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next = -1;
    private int _left = scripts.Count;

    /// <summary>Ends when all were read.</summary>
    public Task End => _end.Task;

    /// <summary>Begins on all processors but one, which has a connection to open meanwhile: see <see cref="AddThread"/>.</summary>
    public void Begin()
    {
        if (scripts.Count == 0)
        {
            _end.SetResult();
        }

        var threads = Math.Clamp(scripts.Count / FilesPerThread, Math.Min(1, scripts.Count), Math.Max(1, Environment.ProcessorCount - 1));
        for (var i = 0; i < threads; i++)
        {
            Task.Run(Read);
        }
    }

    /// <summary>Reads with one thread more, where that is worth it: for who has nothing to do but wait for <see cref="End"/>.</summary>
    public void AddThread()
    {
        if (Volatile.Read(ref _left) >= FilesPerThread)
        {
            Task.Run(Read);
        }
    }

    private void Read()
    {
        try
        {
            var read = reader();
            for (var i = Interlocked.Increment(ref _next); i < scripts.Count; i = Interlocked.Increment(ref _next))
            {
                read(scripts[i]);
                if (Interlocked.Decrement(ref _left) == 0)
                {
                    _end.TrySetResult();
                }
            }
        }
        catch (Exception e)
        {
            _end.TrySetException(e);
            throw;
        }
    }
}
