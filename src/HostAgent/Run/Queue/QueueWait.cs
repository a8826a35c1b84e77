namespace Daybreak.HostAgent.Run.Queue;

/// <summary>How far a run has come in the queue; it outlives the connections that it waits on.</summary>
internal sealed class QueueWait
{
    /// <summary>The command whose waiting place the run holds; null when it holds none.</summary>
    public DatabaseCommand? Place { get; private set; }

    /// <summary>Whether the run has ever held the waiting place: others may be covered by it.</summary>
    public bool HadPlace { get; private set; }

    /// <summary>Whether another run went first.</summary>
    public bool IsTold { get; private set; }

    /// <summary>Whether it has waited on the present connection.</summary>
    public bool IsOnThisConnection { get; private set; }

    /// <summary>It has got the waiting place of its command.</summary>
    public void TakePlace(DatabaseCommand command) => (Place, HadPlace) = (command, true);

    /// <summary>It waits.</summary>
    public void Go() => (IsTold, IsOnThisConnection) = (true, true);

    /// <summary>The place went with its connection.</summary>
    public void LeavePlace() => (Place, IsOnThisConnection) = (null, false);
}
