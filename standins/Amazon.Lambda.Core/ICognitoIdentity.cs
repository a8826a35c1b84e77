namespace Amazon.Lambda.Core;

/// <summary>The Cognito identity that invoked the function.</summary>
public interface ICognitoIdentity
{
    public string IdentityId { get; }

    public string IdentityPoolId { get; }
}
