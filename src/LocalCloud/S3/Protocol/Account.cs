namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>The one account: it owns every bucket and makes every request.</summary>
internal static class Account
{
    public const string Id = "000000000000";

    public const string CanonicalId = "0000000000000000000000000000000000000000000000000000000000000000";

    public const string DisplayName = "localcloud";
}
