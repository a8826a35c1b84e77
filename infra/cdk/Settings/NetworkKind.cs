namespace Daybreak.Cdk.Settings;

/// <summary>How the host reaches the AWS services.</summary>
internal enum NetworkKind
{
    /// <summary>No route to the internet: VPC endpoints only.</summary>
    Isolated,

    /// <summary>One NAT gateway.</summary>
    Nat,
}
