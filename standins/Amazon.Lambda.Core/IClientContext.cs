namespace Amazon.Lambda.Core;

/// <summary>The mobile client that invoked the function.</summary>
public interface IClientContext
{
    public IDictionary<string, string> Environment { get; }

    public IClientApplication Client { get; }

    public IDictionary<string, string> Custom { get; }
}
