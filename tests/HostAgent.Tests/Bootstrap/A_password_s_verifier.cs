using Daybreak.HostAgent.Bootstrap;

namespace Daybreak.HostAgent.Tests.Bootstrap;

public sealed class A_password_s_verifier
{
    // The password and the salt of RFC 7677; the keys follow from them.
    [Fact]
    public void Is_the_one_of_the_RFC() =>
        Assert.Equal(
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
            ScramVerifier.Of("pencil", Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ==")));

    [Fact]
    public void Has_a_salt_of_its_own_each_time() => Assert.NotEqual(ScramVerifier.Of("pencil"), ScramVerifier.Of("pencil"));
}
