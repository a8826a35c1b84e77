using Amazon.CDK;
using Amazon.CDK.AWS.S3.Assets;
using Daybreak.Cdk.Publishing;

namespace Daybreak.Cdk.Hosting;

/// <summary>The host's user data: the variables that boot.sh asks for, then boot.sh.</summary>
internal static class BootScript
{
    /// <summary>Where the host keeps the certificates of RDS.</summary>
    public const string RootCertificates = "/opt/daybreak/" + BundleFile;

    /// <summary>The certificates' file in the published agent's folder, for hosts that cannot fetch it.</summary>
    public const string BundleFile = "rds-global-bundle.pem";

    /// <summary>The script; its variables are tokens.</summary>
    public static string Of(Asset agent, PublishedFolder folder) => $"""
        #!/bin/sh
        AGENT_URI='{agent.S3ObjectUrl}'
        AGENT_SHA256='{FolderDigest.Of(folder.Path, PublishedFolder.Exclusions)}'
        AWS_DEFAULT_REGION='{Aws.REGION}'
        export AGENT_URI AGENT_SHA256 AWS_DEFAULT_REGION

        """.ReplaceLineEndings("\n") + Body();

    /// <summary>boot.sh itself.</summary>
    public static string Body()
    {
        using var stream = typeof(BootScript).Assembly.GetManifestResourceStream("boot.sh")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
