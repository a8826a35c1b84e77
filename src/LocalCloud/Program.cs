using System.CommandLine;
using Daybreak.LocalCloud.CommandLine;
using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.Postgres;
using Daybreak.LocalCloud.Template;
using Npgsql;

// LocalCloud ends in its own way when a signal comes, and takes the time it needs.
var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
try
{
    return await LocalCloudCommand.Create().Parse(args).InvokeAsync(invocation);
}
catch (Exception e) when (e is StartException or TemplateException or PostgresServerException or ServiceException or NpgsqlException)
{
    await Console.Error.WriteLineAsync($"localcloud: {e.Message}");
    return 1;
}
