namespace Daybreak.HostAgent.Run.Credentials;

/// <summary>A login name and its password or token.</summary>
internal sealed class DatabaseCredentials(string user, string password)
{
    /// <summary>The login name.</summary>
    public string User => user;

    /// <summary>The secret; it goes to the driver and nowhere else.</summary>
    public string Password => password;

    /// <summary>The login name only.</summary>
    public override string ToString() => user;
}
