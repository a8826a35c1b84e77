using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Gets a script's text from the one who takes its checksum: a long file is read once for both, and both see the same.</summary>
internal sealed class ScriptFollower
{
    /// <summary>Bytes by which it may be behind.</summary>
    private const int MostBehind = 1 << 19;

    /// <summary>Large objects, which no collection of the youngest generation moves on: with smaller ones a run took half as much memory again.</summary>
    private const int SegmentSize = 1 << 17;

    private readonly Pipe _pipe = new(new PipeOptions(
        minimumSegmentSize: SegmentSize, pauseWriterThreshold: MostBehind, resumeWriterThreshold: MostBehind / 2, useSynchronizationContext: false));

    private readonly TaskCompletionSource<Stream?> _text = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// The text in UTF-8, as soon as it is passed on; null where it is not, because the script is short or was not read. To read it throws an
    /// <see cref="IOException"/> where it was abandoned on the way.
    /// </summary>
    public Task<Stream?> Text => _text.Task;

    /// <summary>From here on the text is passed on.</summary>
    public void Begin() => _text.TrySetResult(_pipe.Reader.AsStream());

    /// <summary>Passes on what comes next; waits for a follower that is too far behind.</summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Files are read on threads that have nothing else to do; nothing else waits here.")]
    public void Write(ReadOnlySpan<byte> chunk)
    {
        _pipe.Writer.Write(chunk);
        var flush = _pipe.Writer.FlushAsync();
        if (!flush.IsCompleted)
        {
            flush.AsTask().Wait();
        }
    }

    /// <summary>That was all of it.</summary>
    public void End() => _pipe.Writer.Complete();

    /// <summary>There is no more to come; no effect after <see cref="End"/>.</summary>
    public void Abandon()
    {
        _text.TrySetResult(null);
        _pipe.Writer.Complete(new IOException("The script was not passed on to its end."));
    }
}
