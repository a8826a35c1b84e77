using System.Security.Cryptography;
using System.Text;

namespace Daybreak.LocalCloud.Hosting;

/// <summary>Ends LocalCloud for whoever can read its state directory.</summary>
internal sealed class StopSwitch
{
    /// <summary>The header with the token.</summary>
    public const string Header = "X-LocalCloud-Token";

    private readonly TaskCompletionSource _thrown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What throws the switch; new at each start.</summary>
    public string Token { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Completes when the switch has been thrown.</summary>
    public Task Thrown => _thrown.Task;

    /// <summary>Throws the switch; false for a wrong token.</summary>
    public bool Throw(string token)
    {
        var fits = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Token));
        return fits && (_thrown.Task.IsCompleted || _thrown.TrySetResult());
    }

    /// <summary>Throws the switch from within: the process was told to end.</summary>
    public void Throw() => _thrown.TrySetResult();
}
