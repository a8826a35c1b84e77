namespace Daybreak.HostAgent.Configuration;

/// <summary>What Daybreak does with a setting of Flyway.</summary>
internal enum SettingStatus
{
    /// <summary>It has Flyway's effect.</summary>
    Supported,

    /// <summary>It is accepted and changes nothing; the reason is logged.</summary>
    NoEffect,

    /// <summary>Using it is an error; the reason is its message.</summary>
    Refused,
}
