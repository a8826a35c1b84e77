using Amazon.CDK;
using Daybreak.Cdk;
using Daybreak.Cdk.Publishing;
using Daybreak.Cdk.Settings;

DaybreakSettings settings;
try
{
    settings = ContextReader.Read(System.Environment.GetEnvironmentVariable("CDK_CONTEXT_JSON"));
}
catch (InvalidSettingsException exception)
{
    foreach (var problem in exception.Problems)
    {
        await Console.Error.WriteLineAsync($"daybreak: {problem}");
    }

    return 2;
}

TemporaryFiles.KeepTogether();
// Node 20 is what this library was made for; jsii would print a banner about its end of life at every synthesis.
System.Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20");
var app = new App(new AppProps { AnalyticsReporting = false, TreeMetadata = false });
// The command line runs this in the folder of cdk.json.
new DaybreakStack(app, settings, Published.Find(System.Environment.CurrentDirectory));
app.Synth();
return 0;
