namespace Daybreak.Cdk.Tests.Stacks;

[CollectionDefinition("Synthesis")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "xunit calls it a collection.")]
public class SynthesisCollection : ICollectionFixture<Synthesis>;
