using System.Diagnostics.CodeAnalysis;

namespace Daybreak.EndToEnd.Tests.Processes;

/// <summary>The classes that share one LocalCloud; they run one after the other.</summary>
[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711", Justification = "xunit's own word.")]
public sealed class LocalCloudCollection : ICollectionFixture<LocalCloudFixture>
{
    public const string Name = "LocalCloud";
}
