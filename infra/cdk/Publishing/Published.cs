using System.Collections.Immutable;
using Daybreak.Cdk.Hosting;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Publishing;

/// <summary>What is deployed onto the infrastructure.</summary>
/// <param name="Agent">The host's executable.</param>
/// <param name="Trigger">The function's executable.</param>
internal sealed record Published(PublishedFolder Agent, PublishedFolder Trigger)
{
    /// <summary>Finds both in the repository at <paramref name="root"/>.</summary>
    public static Published Find(string root) =>
        new(PublishedFolder.Find(root, "daybreak"), PublishedFolder.Find(root, "bootstrap"));

    /// <summary>Why this must not be deployed into such a network, each with the remedy; empty when it may.</summary>
    public ImmutableArray<string> Problems(NetworkKind network) =>
    [
        .. new[] { Agent.Problem, Trigger.Problem, Agent.Problem is null ? MissingCertificates(network) : null }.OfType<string>(),
    ];

    private string? MissingCertificates(NetworkKind network) =>
        network == NetworkKind.Isolated && !Agent.Has(BootScript.BundleFile)
            ? $"artifacts/assets/daybreak/{BootScript.BundleFile} does not exist, and a host in an isolated network cannot fetch it: "
                + $"run `curl -fsSo artifacts/assets/daybreak/{BootScript.BundleFile} "
                + "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem`, or use `-c network=nat`, then deploy again"
            : null;
}
