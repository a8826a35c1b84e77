using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SimpleSystemsManagement.Model;

namespace Amazon.SimpleSystemsManagement.Internal;

/// <summary>The service's error codes and the exceptions they become.</summary>
internal static class SimpleSystemsManagementErrors
{
    internal static AmazonServiceException Exception(ErrorResponse response)
        => Exception(response.Code, response.Message, response.InnerException, response.Type, response.RequestId, response.StatusCode);

    private static AmazonSimpleSystemsManagementException Exception(
        string code, string message, Exception inner, ErrorType type, string id, HttpStatusCode status) => code switch
        {
            "DuplicateInstanceId" => new DuplicateInstanceIdException(message, inner, type, code, id, status),
            "InternalServerError" => new InternalServerErrorException(message, inner, type, code, id, status),
            "InvalidCommandId" => new InvalidCommandIdException(message, inner, type, code, id, status),
            "InvalidDocument" => new InvalidDocumentException(message, inner, type, code, id, status),
            "InvalidDocumentVersion" => new InvalidDocumentVersionException(message, inner, type, code, id, status),
            "InvalidInstanceId" => new InvalidInstanceIdException(message, inner, type, code, id, status),
            "InvalidKeyId" => new InvalidKeyIdException(message, inner, type, code, id, status),
            "InvalidParameters" => new InvalidParametersException(message, inner, type, code, id, status),
            "InvalidPluginName" => new InvalidPluginNameException(message, inner, type, code, id, status),
            "InvocationDoesNotExist" => new InvocationDoesNotExistException(message, inner, type, code, id, status),
            "MaxDocumentSizeExceeded" => new MaxDocumentSizeExceededException(message, inner, type, code, id, status),
            "ParameterNotFound" => new ParameterNotFoundException(message, inner, type, code, id, status),
            "ParameterVersionNotFound" => new ParameterVersionNotFoundException(message, inner, type, code, id, status),
            "UnsupportedPlatformType" => new UnsupportedPlatformTypeException(message, inner, type, code, id, status),
            _ => new AmazonSimpleSystemsManagementException(message, inner, type, code, id, status),
        };
}
