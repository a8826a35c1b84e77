namespace Daybreak.TriggerFunction.Tests;

/// <summary>Files beside the tests.</summary>
internal static class Samples
{
    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", name));
}
