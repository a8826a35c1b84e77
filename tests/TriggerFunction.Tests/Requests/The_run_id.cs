using System.Security.Cryptography;
using System.Text;
using Daybreak.TriggerFunction.Requests;
using static Daybreak.TriggerFunction.Tests.Requests.Records;

namespace Daybreak.TriggerFunction.Tests.Requests;

public sealed class The_run_id
{
    [Fact]
    public void Is_the_hash_of_the_sorted_records_of_the_contract()
    {
        var expected = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("b V1__a.sql v1 0055\nb V2__b.sql v2 0056")));

        Assert.Equal($"s3-{expected[..40]}", RunId.Of([Object("V2__b.sql", "v2", "0056"), Object("V1__a.sql")]), ignoreCase: true);
    }

    [Fact]
    public void Can_be_a_parameter_of_the_document()
        => Assert.Matches("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", RunId.Of([Object("$(x)\n.sql")]));

    [Fact]
    public void Is_the_same_for_a_redelivery_in_another_order_and_with_duplicates()
    {
        var first = RunId.Of([Object("V1__a.sql"), Object("V2__b.sql")]);

        Assert.Equal(first, RunId.Of([Object("V2__b.sql"), Object("V1__a.sql"), Object("V2__b.sql")]));
    }

    [Theory]
    [InlineData("V1__b.sql", "v1", "0055")]
    [InlineData("V1__a.sql", "v2", "0055")]
    [InlineData("V1__a.sql", "v1", "0056")]
    [InlineData("V1__a.sql", "", "0055")]
    public void Is_another_for_another_upload(string key, string version, string sequencer)
        => Assert.NotEqual(RunId.Of([Object("V1__a.sql")]), RunId.Of([Object(key, version, sequencer)]));
}
