namespace Daybreak.Cdk;

/// <summary>
/// jsii unpacks its libraries, 66 MB, into the temporary folder for every process and leaves them there: they get a folder that goes with
/// the process.
/// </summary>
internal static class TemporaryFiles
{
    private const string Variable = "TMPDIR";

    /// <summary>Gives this process, and the Node process that jsii starts, such a folder; call it before anything of the CDK is used.</summary>
    /// <returns>The folder.</returns>
    public static string KeepTogether()
    {
        var folder = Directory.CreateTempSubdirectory("daybreak-cdk-").FullName;
        System.Environment.SetEnvironmentVariable(Variable, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
        return folder;
    }

    /// <summary>Removes the folder, as far as that is possible.</summary>
    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // It is gone, or Node still writes there; there is nobody left who could be told.
        }
    }
}
