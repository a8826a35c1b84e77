using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Tests.Template;

public class An_intrinsic_function
{
    private const string Template =
        """
        {
          "Parameters": { "Size": { "Type": "Number", "Default": 3 }, "Unset": { "Type": "String" } },
          "Mappings": { "Sizes": { "us-east-1": { "host": "t3.micro" } } },
          "Conditions": {
            "IsHere": { "Fn::Equals": [ { "Ref": "AWS::Region" }, "us-east-1" ] },
            "IsThere": { "Fn::Not": [ { "Condition": "IsHere" } ] },
            "Both": { "Fn::And": [ { "Condition": "IsHere" }, { "Condition": "IsThere" } ] },
            "Either": { "Fn::Or": [ { "Condition": "IsHere" }, { "Condition": "IsThere" } ] }
          },
          "Resources": {
            "Bucket": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": { "Fn::Sub": "users-${AWS::AccountId}" } } },
            "Cluster": { "Type": "AWS::RDS::DBCluster" },
            "Secret": { "Type": "AWS::SecretsManager::Secret", "Properties": { "Name": "db" } },
            "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "dead" } },
            "Host": { "Type": "AWS::EC2::Instance" },
            "Vpc": { "Type": "AWS::EC2::VPC" },
            "One": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": { "Ref": "Two" } } },
            "Two": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": { "Ref": "One" } } }
          }
        }
        """;

    private static readonly Evaluator _evaluator = new(CloudFormationTemplate.Parse(Template), TestSurroundings.Some);

    [Theory]
    [InlineData("""{"Ref":"AWS::Region"}""", "us-east-1")]
    [InlineData("""{"Ref":"AWS::AccountId"}""", "000000000000")]
    [InlineData("""{"Ref":"AWS::Partition"}""", "aws")]
    [InlineData("""{"Ref":"AWS::URLSuffix"}""", "amazonaws.com")]
    [InlineData("""{"Ref":"AWS::StackName"}""", "Daybreak-dev")]
    [InlineData("""{"Ref":"AWS::StackId"}""",
        "arn:aws:cloudformation:us-east-1:000000000000:stack/Daybreak-dev/f3b1c0de-1234-41ef-8abc-0a1b2c3d4e5f")]
    [InlineData("""{"Ref":"Size"}""", "3")]
    [InlineData("""{"Ref":"Bucket"}""", "users-000000000000")]
    [InlineData("""{"Fn::GetAtt":["Bucket","Arn"]}""", "arn:aws:s3:::users-000000000000")]
    [InlineData("""{"Fn::GetAtt":"Bucket.Arn"}""", "arn:aws:s3:::users-000000000000")]
    [InlineData("""{"Fn::GetAtt":["Cluster","Endpoint.Address"]}""", "127.0.0.1")]
    [InlineData("""{"Fn::GetAtt":["Cluster","Endpoint.Port"]}""", "5433")]
    [InlineData("""{"Fn::GetAtt":["Cluster","MasterUserSecret.SecretArn"]}""",
        "arn:aws:secretsmanager:us-east-1:000000000000:secret:rds!cluster-f3b1c0de-1234-41ef-8abc-0a1b2c3d4e5f-f3b1c0")]
    [InlineData("""{"Ref":"Secret"}""", "arn:aws:secretsmanager:us-east-1:000000000000:secret:db-f3b1c0")]
    [InlineData("""{"Ref":"Queue"}""", "http://127.0.0.1:4566/000000000000/dead")]
    [InlineData("""{"Fn::GetAtt":["Queue","Arn"]}""", "arn:aws:sqs:us-east-1:000000000000:dead")]
    [InlineData("""{"Ref":"Host"}""", "i-0f3b1c0de123441ef")]
    [InlineData("""{"Fn::GetAtt":["Vpc","CidrBlock"]}""", "Vpc.CidrBlock")]
    [InlineData("""{"Fn::Join":["-",["a",{"Ref":"Size"},"c"]]}""", "a-3-c")]
    [InlineData("""{"Fn::Sub":"${Bucket}/${Bucket.Arn}/${!literal}/${AWS::Region}"}""",
        "users-000000000000/arn:aws:s3:::users-000000000000/${literal}/us-east-1")]
    [InlineData("""{"Fn::Sub":["${x}-${AWS::Region}",{"x":{"Ref":"Size"}}]}""", "3-us-east-1")]
    [InlineData("""{"Fn::Select":[1,["a","b"]]}""", "b")]
    [InlineData("""{"Fn::Select":["4",{"Fn::Split":["-",{"Fn::Select":[2,{"Fn::Split":["/",{"Ref":"AWS::StackId"}]}]}]}]}""",
        "0a1b2c3d4e5f")]
    [InlineData("""{"Fn::If":["IsHere","yes","no"]}""", "yes")]
    [InlineData("""{"Fn::If":["IsThere","yes","no"]}""", "no")]
    [InlineData("""{"Fn::If":["Both","yes","no"]}""", "no")]
    [InlineData("""{"Fn::If":["Either","yes","no"]}""", "yes")]
    [InlineData("""{"Fn::FindInMap":["Sizes",{"Ref":"AWS::Region"},"host"]}""", "t3.micro")]
    [InlineData("""{"Fn::Base64":"hi"}""", "aGk=")]
    public void Gives_what_CloudFormation_gives(string json, string expected) =>
        Assert.Equal(expected, _evaluator.Text(JsonNode.Parse(json)));

    [Theory]
    [InlineData("""{"Fn::ImportValue":"other-stack"}""", "Fn::ImportValue \"other-stack\"")]
    [InlineData("""{"Fn::Transform":{}}""", "Fn::Transform")]
    [InlineData("""{"Ref":"Nobody"}""", "\"Nobody\"")]
    [InlineData("""{"Ref":"Unset"}""", "\"Unset\" has no default")]
    [InlineData("""{"Fn::Select":[2,["a"]]}""", "has 1 items")]
    [InlineData("""{"Fn::FindInMap":["Sizes","eu","host"]}""", "\"eu\"")]
    [InlineData("""{"Fn::If":["Unknown","a","b"]}""", "\"Unknown\"")]
    [InlineData("""{"Ref":"One"}""", "circular at")]
    public void Is_refused_by_name_where_it_has_no_value(string json, string expected)
    {
        var refusal = Assert.Throws<TemplateException>(() => _evaluator.Evaluate(JsonNode.Parse(json)));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_out_what_has_no_value()
    {
        var node = JsonNode.Parse(
            """{"kept":1,"gone":{"Ref":"AWS::NoValue"},"list":["a",{"Fn::If":["IsThere","b",{"Ref":"AWS::NoValue"}]}]}""");

        Assert.Equal("""{"kept":1,"list":["a"]}""", _evaluator.Evaluate(node)!.ToJsonString());
    }

    [Fact]
    public void Leaves_a_policys_condition_alone()
    {
        var node = JsonNode.Parse("""{"Condition":{"Bool":{"aws:SecureTransport":"false"}}}""");

        Assert.Equal(node!.ToJsonString(), _evaluator.Evaluate(node)!.ToJsonString());
    }
}
