namespace Daybreak.EndToEnd.Tests.Processes;

/// <summary>Waits for what comes about by itself.</summary>
internal static class Waiting
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until the answer is good.</summary>
    /// <exception cref="TimeoutException">It never was; the message shows the last answer.</exception>
    public static async Task<T> ForAsync<T>(Func<Task<T>> ask, Func<T, bool> isGood, Func<T, string> show, TimeSpan? patience = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        var longest = patience ?? TimeSpan.FromSeconds(90);
        while (true)
        {
            var answer = await ask();
            if (isGood(answer))
            {
                return answer;
            }

            if (TimeProvider.System.GetElapsedTime(start) > longest)
            {
                throw new TimeoutException($"It did not come about within {longest}; the last that was seen:\n{show(answer)}");
            }

            await Task.Delay(_poll);
        }
    }
}
