namespace Daybreak.Cdk.Settings;

/// <summary>How the runs log in.</summary>
internal enum DatabaseLogin
{
    /// <summary>With the cluster's secret: the local cloud knows nothing else.</summary>
    Secret,

    /// <summary>With a token, as a role of the database that <c>daybreak bootstrap</c> makes.</summary>
    Iam,
}
