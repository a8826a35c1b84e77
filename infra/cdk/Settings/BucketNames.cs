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

    // The last group of the GUID that ends a stack id.
    private const int SuffixLength = 12;

    /// <summary>The bucket of a database in a stack: a token, resolved by CloudFormation.</summary>
    public static string Of(Stack stack, string stage, string database) => Prefix(stage, database) + Suffix(stack);

    /// <summary>How long that name will be.</summary>
    public static int Length(string stage, string database) => Prefix(stage, database).Length + SuffixLength;

    /// <summary>Twelve hexadecimal digits that no other stack has: a token.</summary>
    public static string Suffix(Stack stack)
    {
        // arn:aws:cloudformation:eu-west-1:123456789012:stack/Daybreak-dev/f3b1c0de-1234-11ef-8abc-0a1b2c3d4e5f
        var guid = Fn.Select(2, Fn.Split("/", stack.StackId));
        return Fn.Select(4, Fn.Split("-", guid));
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "S3 allows lower case only.")]
    private static string Prefix(string stage, string database) =>
        $"daybreak-{stage}-{database.ToLowerInvariant().Replace('_', '-')}-";
}
