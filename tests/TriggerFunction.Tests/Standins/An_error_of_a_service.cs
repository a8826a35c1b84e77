using System.Net;
using Amazon.Runtime;
using Amazon.SecretsManager.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Daybreak.TriggerFunction.Tests.Fakes;

namespace Daybreak.TriggerFunction.Tests.Standins;

public sealed class An_error_of_a_service
{
    [Theory]
    [InlineData("ParameterNotFound", typeof(ParameterNotFoundException))]
    [InlineData("com.amazonaws.ssm#InvalidInstanceId", typeof(InvalidInstanceIdException))]
    [InlineData("InvalidDocument", typeof(InvalidDocumentException))]
    [InlineData("InvalidParameters", typeof(InvalidParametersException))]
    [InlineData("AccessDeniedException", typeof(AmazonSimpleSystemsManagementException))]
    public async Task Of_Systems_Manager_becomes_its_exception(string code, Type exception)
    {
        await using var service = await LoopbackService.StartAsync((_, _) => ServiceAnswer.Error(400, code, "not this one"));
        using var client = Clients.Ssm(service);

        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(
            () => client.GetParameterAsync(new GetParameterRequest { Name = "/p" }));

        Assert.IsType(exception, error);
        Assert.Equal(code.Split('#')[^1], error.ErrorCode);
        Assert.Equal("not this one", error.Message);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Single(service.Calls);
    }

    [Theory]
    [InlineData("ResourceNotFoundException", typeof(ResourceNotFoundException))]
    [InlineData("DecryptionFailure", typeof(DecryptionFailureException))]
    [InlineData("InvalidRequestException", typeof(InvalidRequestException))]
    public async Task Of_Secrets_Manager_becomes_its_exception(string code, Type exception)
    {
        await using var service = await LoopbackService.StartAsync((_, _) => ServiceAnswer.Error(400, code));
        using var client = Clients.SecretsManager(service);

        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(
            () => client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "s" }));

        Assert.IsType(exception, error);
    }

    [Fact]
    public async Task That_says_slow_down_is_known_as_throttling()
    {
        await using var service = await LoopbackService.StartAsync((_, _) => ServiceAnswer.Error(400, "ThrottlingException"));
        using var client = Clients.Ssm(service);

        var error = await Assert.ThrowsAsync<AmazonSimpleSystemsManagementException>(
            () => client.GetParameterAsync(new GetParameterRequest { Name = "/p" }));

        Assert.Equal("ThrottlingException", error.ErrorCode);
        Assert.True(service.Calls.Count > 1, "the SDK repeats throttled calls");
    }
}
