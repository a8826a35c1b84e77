using System.Diagnostics.CodeAnalysis;
using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Faults;

/// <summary>The classes that share one LocalCloud whose services are made to fail; they run one after the other.</summary>
[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711", Justification = "xunit's own word.")]
public sealed class FaultsCollection : ICollectionFixture<LocalCloudFixture>
{
    public const string Name = "Faults";
}
