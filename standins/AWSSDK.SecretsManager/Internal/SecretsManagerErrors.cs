using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SecretsManager.Model;

namespace Amazon.SecretsManager.Internal;

/// <summary>The service's error codes and the exceptions they become.</summary>
internal static class SecretsManagerErrors
{
    internal static AmazonServiceException Exception(ErrorResponse response)
        => Exception(response.Code, response.Message, response.InnerException, response.Type, response.RequestId, response.StatusCode);

    private static AmazonSecretsManagerException Exception(
        string code, string message, Exception inner, ErrorType type, string id, HttpStatusCode status) => code switch
        {
            "DecryptionFailure" => new DecryptionFailureException(message, inner, type, code, id, status),
            "InternalServiceError" => new InternalServiceErrorException(message, inner, type, code, id, status),
            "InvalidParameterException" => new InvalidParameterException(message, inner, type, code, id, status),
            "InvalidRequestException" => new InvalidRequestException(message, inner, type, code, id, status),
            "ResourceNotFoundException" => new ResourceNotFoundException(message, inner, type, code, id, status),
            _ => new AmazonSecretsManagerException(message, inner, type, code, id, status),
        };
}
