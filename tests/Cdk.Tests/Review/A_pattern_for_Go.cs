namespace Daybreak.Cdk.Tests.Review;

public class A_pattern_for_Go
{
    [Theory]
    [InlineData("^[a-z]{1,16}$")]
    [InlineData("^(a{1,10}){1,100}$")]
    [InlineData("^(a{0,62}(/b{1,63})?)*$")]
    [InlineData("^(?:a{500}|b{1000})$")]
    [InlineData(@"^[\]a]{3,}\.$")]
    public void Compiles(string pattern) => Assert.True(GoPattern.Compiles(pattern));

    [Theory]
    [InlineData("^a{1001}$")]
    [InlineData("^(a{0,62}){0,99}$")]
    [InlineData("^(x(a{11})?){100}$")]
    [InlineData("^(?!a)b$")]
    [InlineData(@"^(a)\1$")]
    [InlineData("^(a$")]
    public void Does_not(string pattern) => Assert.False(GoPattern.Compiles(pattern));
}
