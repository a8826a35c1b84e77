namespace Amazon.Lambda.Core;

/// <summary>The application of the mobile client.</summary>
public interface IClientApplication
{
    public string AppPackageName { get; }

    public string AppTitle { get; }

    public string AppVersionCode { get; }

    public string AppVersionName { get; }

    public string InstallationId { get; }
}
