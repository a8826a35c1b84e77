namespace Daybreak.Cdk.Tests;

/// <summary>Every pair of two lists.</summary>
internal static class Matrix
{
    public static TheoryData<string, string> Of(string[] first, string[] second)
    {
        var data = new TheoryData<string, string>();
        foreach (var (left, right) in first.SelectMany(_ => second, (left, right) => (left, right)))
        {
            data.Add(left, right);
        }

        return data;
    }
}
