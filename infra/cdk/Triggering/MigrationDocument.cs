using Amazon.CDK;
using Amazon.CDK.AWS.SSM;
using Constructs;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Triggering;

/// <summary>The SSM document that runs the agent on a host: a fixed script with three tightly patterned parameters.</summary>
internal sealed class MigrationDocument : Construct
{
    /// <summary>What <c>Command</c> may be.</summary>
    public static readonly IReadOnlyList<string> Commands = ["migrate", "plan", "info", "validate", "repair", "baseline", "bootstrap"];

    /// <summary>What <c>RunId</c> must match.</summary>
    public const string RunIdPattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

    // A migration may take hours: six, then the SSM agent kills the run.
    private const string TimeoutSeconds = "21600";

    public MigrationDocument(Construct scope, string id, string stage)
        : base(scope, id)
    {
        Name = ContractNames.Document(stage);
        new CfnDocument(this, "Document", new CfnDocumentProps
        {
            Name = Name,
            DocumentType = "Command",
            DocumentFormat = "JSON",
            TargetType = "/AWS::EC2::Instance",
            // A document with a name cannot be replaced, and commands in flight keep the version they were sent with.
            UpdateMethod = "NewVersion",
            Content = Content(stage),
        });
        Arn = Stack.Of(this).FormatArn(new ArnComponents { Service = "ssm", Resource = "document", ResourceName = Name });
    }

    /// <summary>The document's name.</summary>
    public string Name { get; }

    /// <summary>The document's ARN.</summary>
    public string Arn { get; }

    private static Dictionary<string, object> Content(string stage) => new()
    {
        ["schemaVersion"] = "2.2",
        ["description"] = $"Runs a Daybreak command for databases of stage {stage}",
        ["parameters"] = new Dictionary<string, object>
        {
            ["Database"] = Parameter(
                "The database or fleet, as in the stack's settings; or a pattern like tenant_*, a list, or fleet/database",
                DatabaseNames.SelectionPattern),
            ["Command"] = new Dictionary<string, object>
            {
                ["type"] = "String",
                ["description"] = "What to do",
                ["allowedValues"] = Commands.ToArray<object>(),
                ["allowedPattern"] = "^[a-z]{1,16}$",
            },
            ["RunId"] = Parameter("The name of the run: the same name is the same run", RunIdPattern),
        },
        ["mainSteps"] = new object[]
        {
            new Dictionary<string, object>
            {
                ["action"] = "aws:runShellScript",
                ["name"] = "Run",
                ["inputs"] = new Dictionary<string, object>
                {
                    ["timeoutSeconds"] = TimeoutSeconds,
                    ["runCommand"] = Script(stage),
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

    // The patterns admit no quote, so the quotes hold whatever SSM puts between them; -f, so that no asterisk ever becomes file names.
    private static object[] Script(string stage) =>
    [
        "set -euf",
        "PATH=/opt/daybreak/bin:$PATH; export PATH",
        $"set -- daybreak run '{{{{ Command }}}}' --stage {stage} --database '{{{{ Database }}}}' --run-id '{{{{ RunId }}}}'",
        // SSM runs this as root; the agent needs none of root's rights. Where there is no such user, it runs as whoever this is.
        "if [ \"$(id -u)\" = 0 ] && id -u daybreak >/dev/null 2>&1; then set -- runuser -u daybreak -- \"$@\"; fi",
        "exec \"$@\"",
    ];
}
