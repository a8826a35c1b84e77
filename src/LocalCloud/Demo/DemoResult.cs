namespace Daybreak.LocalCloud.Demo;

/// <summary>What became of one database, ready to be printed.</summary>
internal sealed record DemoResult(bool Succeeded, string Report);
