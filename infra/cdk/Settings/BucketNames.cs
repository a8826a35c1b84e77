using System.Diagnostics.CodeAnalysis;
using Amazon.CDK;

namespace Daybreak.Cdk.Settings;

/// <summary>
/// The names of the migration buckets. They are made from the stack's own id, because the trigger must know them before the buckets
/// exist (docs/decisions/bucket-names.md).
/// </summary>
internal static class BucketNames
{
    /// <summary>S3's limit.</summary>
    public const int MaximumLength = 63;

    // The first group of the UUID that ends a stack id.
    private const int SuffixLength = 8;

    /// <summary>The bucket of a database in a stack: a token, resolved by CloudFormation.</summary>
    public static string Of(Stack stack, string stage, string database) => Prefix(stage, database) + Suffix(stack);

    /// <summary>How long that name will be.</summary>
    public static int Length(string stage, string database) => Prefix(stage, database).Length + SuffixLength;

    /// <summary>The ARNs of all migration buckets of a stack, as a pattern of policies. Somebody else's bucket could match it: name the account, too.</summary>
    public static string ArnPattern(Stack stack, string stage) => stack.FormatArn(new ArnComponents
    {
        Service = "s3",
        Region = string.Empty,
        Account = string.Empty,
        Resource = Prefix(stage, "*") + Suffix(stack),
        ArnFormat = ArnFormat.NO_RESOURCE_NAME,
    });

    /// <summary>Eight hexadecimal digits that no other stack has: a token.</summary>
    public static string Suffix(Stack stack)
    {
        // arn:aws:cloudformation:eu-west-1:123456789012:stack/Daybreak-dev/f3b1c0de-1234-11ef-8abc-0a1b2c3d4e5f
        // It is a UUID of version 1: the first group is of the moment when the stack was made, the last one of the machine that made it,
        // which makes stacks of others, too.
        var uuid = Fn.Select(2, Fn.Split("/", stack.StackId));
        return Fn.Select(0, Fn.Split("-", uuid));
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "S3 allows lower case only.")]
    private static string Prefix(string stage, string database) =>
        $"daybreak-{stage}-{database.ToLowerInvariant().Replace('_', '-')}-";
}
