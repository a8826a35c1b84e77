using Amazon.CDK;
using Amazon.CDK.AWS.S3.Assets;
using Amazon.CDK.AWS.SSM;
using Constructs;
using Daybreak.Cdk.Publishing;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Hosting;

/// <summary>
/// A document with boot.sh and an association that runs it on the hosts: at once when the agent's archive changes, and every half hour to
/// check the installed files against their digest. Its success is what says that a host is ready.
/// </summary>
internal sealed class Installation : Construct
{
    public Installation(Construct scope, string id, string stage, Asset agent, PublishedFolder folder)
        : base(scope, id)
    {
        var document = new CfnDocument(this, "Document", new CfnDocumentProps
        {
            DocumentType = "Command",
            DocumentFormat = "JSON",
            TargetType = "/AWS::EC2::Instance",
            // A document that is replaced takes the association with it, and with that the id that says who is ready.
            UpdateMethod = "NewVersion",
            Content = Content(),
        });
        DocumentArn = Stack.Of(this).FormatArn(new ArnComponents { Service = "ssm", Resource = "document", ResourceName = document.Ref });
        Association = new CfnAssociation(this, "Association", new CfnAssociationProps
        {
            Name = document.Ref,
            // An update of the stack makes a new version the default one, as its documentation says; that it was not has been reported.
            DocumentVersion = "$LATEST",
            AssociationName = $"{ContractNames.Stack(stage)}-Agent",
            Targets = new object[] { new CfnAssociation.TargetProperty { Key = $"tag:{ContractNames.HostTag}", Values = [stage] } },
            // The least interval there is.
            ScheduleExpression = "rate(30 minutes)",
            ComplianceSeverity = "HIGH",
            Parameters = new Dictionary<string, object>
            {
                ["Archive"] = new[] { agent.S3ObjectUrl },
                ["Digest"] = new[] { FolderDigest.Of(folder.Path, PublishedFolder.Exclusions) },
            },
        }).AttrAssociationId;
    }

    /// <summary>The ARN of the document that the hosts fetch.</summary>
    public string DocumentArn { get; }

    /// <summary>The association's id.</summary>
    public string Association { get; }

    private static Dictionary<string, object> Content() => new()
    {
        ["schemaVersion"] = "2.2",
        ["description"] = "Installs the Daybreak agent, or checks the one that is installed",
        ["parameters"] = new Dictionary<string, object>
        {
            ["Archive"] = Parameter("Where the agent's archive is", "^s3://[a-z0-9.-]{3,63}/[A-Za-z0-9._/-]{1,200}$"),
            ["Digest"] = Parameter("The SHA-256 over its files", "^[0-9a-f]{64}$"),
        },
        ["mainSteps"] = new object[]
        {
            new Dictionary<string, object>
            {
                ["action"] = "aws:runShellScript",
                ["name"] = "Install",
                ["inputs"] = new Dictionary<string, object>
                {
                    ["timeoutSeconds"] = "900",
                    ["runCommand"] = new object[]
                    {
                        "AGENT_URI='{{ Archive }}'",
                        "AGENT_SHA256='{{ Digest }}'",
                        "AWS_DEFAULT_REGION=$AWS_SSM_REGION_NAME",
                        "export AGENT_URI AGENT_SHA256 AWS_DEFAULT_REGION",
                        BootScript.Body(),
                    },
                },
            },
        },
    };

    private static Dictionary<string, object> Parameter(string description, string pattern) => new()
    {
        ["type"] = "String",
        ["description"] = description,
        ["allowedPattern"] = pattern,
    };
}
