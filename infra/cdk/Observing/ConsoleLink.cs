using Amazon.CDK;
using Constructs;

namespace Daybreak.Cdk.Observing;

/// <summary>A page of the AWS console, which has a host name of its own in each partition.</summary>
internal sealed class ConsoleLink : Construct
{
    private const string Domain = "Domain";

    private readonly CfnMapping domains;

    public ConsoleLink(Construct scope, string id)
        : base(scope, id) => domains = new CfnMapping(this, "Partitions", new CfnMappingProps
        {
            Mapping = new Dictionary<string, IDictionary<string, object>>
            {
                ["aws"] = new Dictionary<string, object> { [Domain] = "console.aws.amazon.com" },
                ["aws-cn"] = new Dictionary<string, object> { [Domain] = "console.amazonaws.cn" },
                ["aws-us-gov"] = new Dictionary<string, object> { [Domain] = "console.amazonaws-us-gov.com" },
            },
        });

    /// <summary>The objects of a bucket whose keys begin with a prefix.</summary>
    public string ToObjects(string bucket, string prefix) =>
        $"https://{domains.FindInMap(Aws.PARTITION, Domain)}/s3/buckets/{bucket}?region={Aws.REGION}&prefix={prefix}";
}
