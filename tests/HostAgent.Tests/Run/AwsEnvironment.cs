using System.Runtime.CompilerServices;

namespace Daybreak.HostAgent.Tests.Run;

/// <summary>The SDK finds credentials by itself; in tests it finds these, and never asks this machine's metadata service.</summary>
internal static class AwsEnvironment
{
    [ModuleInitializer]
    internal static void Set()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
    }
}
