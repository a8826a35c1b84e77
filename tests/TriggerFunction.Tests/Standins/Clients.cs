using Amazon.EventBridge;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SimpleSystemsManagement;
using Daybreak.TriggerFunction.Tests.Fakes;

namespace Daybreak.TriggerFunction.Tests.Standins;

/// <summary>Real clients that talk to a loopback service.</summary>
internal static class Clients
{
    private static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    public static AmazonSimpleSystemsManagementClient Ssm(LoopbackService service)
        => new(Credentials, For(service, new AmazonSimpleSystemsManagementConfig()));

    public static AmazonSecretsManagerClient SecretsManager(LoopbackService service)
        => new(Credentials, For(service, new AmazonSecretsManagerConfig()));

    public static AmazonEventBridgeClient EventBridge(LoopbackService service)
        => new(Credentials, For(service, new AmazonEventBridgeConfig()));

    private static T For<T>(LoopbackService service, T config)
        where T : ClientConfig
    {
        config.ServiceURL = service.Url;
        config.AuthenticationRegion = "eu-central-1";
        return config;
    }
}
