using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.S3Events;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleSystemsManagement;
using Daybreak.TriggerFunction;
using Daybreak.TriggerFunction.Function;

FunctionHandler? handler = null;
using var bootstrap = LambdaBootstrapBuilder
    .Create<S3Event>(
        (notification, context) => handler!.HandleAsync(notification, context),
        new SourceGeneratorLambdaJsonSerializer<TriggerJsonContext>())
    .UseBootstrapHandler(() =>
    {
        var settings = TriggerSettings.FromEnvironment(Environment.GetEnvironmentVariable);
        var sender = new CommandSender(new AmazonSimpleSystemsManagementClient(), settings, TimeProvider.System);
        handler = new FunctionHandler(sender, settings);
        return Task.FromResult(true);
    })
    .Build();
try
{
    await bootstrap.RunAsync();
    return 0;
}
catch (TriggerSettingsException)
{
    // The runtime has reported it as the initialisation error.
    return 1;
}
