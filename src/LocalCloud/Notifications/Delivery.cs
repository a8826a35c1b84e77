namespace Daybreak.LocalCloud.Notifications;

/// <summary>How events reach their functions. S3 promises at least once, in no order.</summary>
internal enum Delivery
{
    /// <summary>Each event once, in order.</summary>
    Once,

    /// <summary>Each event twice, and out of order: what S3 may do at worst.</summary>
    TwiceAndShuffled,
}
