namespace Daybreak.LocalCloud.Tests.Hosting;

/// <summary>The classes that share one LocalCloud.</summary>
[CollectionDefinition(Name)]
public sealed class SharedLocalCloud : ICollectionFixture<LocalCloudFixture>
{
    public const string Name = "LocalCloud";
}
