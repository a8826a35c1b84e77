namespace Daybreak.LocalCloud.Hosting;

/// <summary>How AWS's JSON protocol writes values.</summary>
internal static class Wire
{
    /// <summary>A point in time: seconds since 1970, to the millisecond.</summary>
    public static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
