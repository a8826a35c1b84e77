using System.Text;
using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.Stack;
using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.CommandLine;

/// <summary>What a user needs to know of a LocalCloud that has just become ready.</summary>
internal static class Summary
{
    public static string Write(StackDescription stack, string postgresAddress, bool postgresHasTls)
    {
        var databases = stack.Parameters.Select(DatabaseSettings.Read).OfType<DatabaseSettings>().ToList();
        var document = stack.Documents.Count > 0 ? stack.Documents[0].Name : "<document>";
        var tag = stack.HostTags.FirstOrDefault(t => t.Key == "daybreak:host");
        var text = new StringBuilder();
        Line($"LocalCloud is ready: {stack.Surroundings.Endpoint}");
        Line($"  stack       {stack.Surroundings.StackName}");
        foreach (var database in databases)
        {
            Line($"  bucket      s3://{database.Bucket} -> database {database.Database}");
        }

        Line($"  document    {document}");
        Line($"  host        {stack.Surroundings.InstanceId} ({tag.Key}={tag.Value})");
        Line($"  PostgreSQL  {postgresAddress}");
        if (!postgresHasTls)
        {
            Line("  The PostgreSQL server has no TLS: sslMode is \"disable\" in the settings here, and would be verify-full on AWS.");
        }

        foreach (var remark in stack.Remarks)
        {
            Line($"  {remark}");
        }

        Examples(Line, stack.Surroundings, databases.FirstOrDefault(), document, tag);
        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');
    }

    private static void Examples(
        Action<string> line, Surroundings surroundings, DatabaseSettings? database, string document, KeyValuePair<string, string> tag)
    {
        if (database is null)
        {
            return;
        }

        var aws = $"aws --endpoint-url {surroundings.Endpoint}";
        line("Try:");
        const string Key = LocalCredentials.Key;
        line($"  export AWS_ACCESS_KEY_ID={Key} AWS_SECRET_ACCESS_KEY={Key} AWS_DEFAULT_REGION={Surroundings.Region}");
        line($"  {aws} s3 cp V3__example.sql s3://{database.Bucket}/");
        line($"  {aws} ssm send-command --document-name {document} --targets Key=tag:{tag.Key},Values={tag.Value} \\");
        line($"      --parameters Database={database.Database},Command=info,RunId=manual-1");
        line($"  {aws} ssm list-command-invocations --details");
        line($"  {aws} ssm get-command-invocation --instance-id {surroundings.InstanceId} --command-id <id>");
    }
}
