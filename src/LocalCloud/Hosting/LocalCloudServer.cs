using System.Net;
using Daybreak.LocalCloud.CommandLine;
using Daybreak.LocalCloud.Postgres;
using Daybreak.LocalCloud.Stack;
using Daybreak.LocalCloud.Template;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Daybreak.LocalCloud.Hosting;

/// <summary>LocalCloud while it runs: PostgreSQL, the stack, and the port.</summary>
internal sealed class LocalCloudServer : IAsyncDisposable
{
    private static readonly TimeSpan _shutdownPatience = TimeSpan.FromSeconds(2);

    private readonly FileStream _lock;
    private readonly PostgresServer _postgres;
    private readonly RunningStack _stack;
    private readonly WebApplication _application;

    private LocalCloudServer(
        FileStream stateLock, PostgresServer postgres, StackDescription description, RunningStack stack, WebApplication application)
    {
        _lock = stateLock;
        _postgres = postgres;
        _stack = stack;
        _application = application;
        Description = description;
    }

    public StackDescription Description { get; }

    public PostgresServer Postgres => _postgres;

    /// <summary>How somebody else asks for the end.</summary>
    public StopSwitch StopSwitch => _stack.Routing.StopSwitch;

    public string Endpoint => Description.Surroundings.Endpoint;

    /// <summary>Starts everything; returns when requests are taken.</summary>
    /// <exception cref="StartException">The port or the state directory is in use, or a file is missing.</exception>
    /// <exception cref="TemplateException">The template cannot be evaluated.</exception>
    /// <exception cref="PostgresServerException">There is no PostgreSQL server.</exception>
    public static async Task<LocalCloudServer> StartAsync(StartOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        RequireFile(options.AgentFile, "agent");
        RequireFile(options.TriggerFile, "trigger");
        var template = await CloudFormationTemplate.ReadAsync(options.TemplateFile, cancellationToken);
        var port = RequirePort(options.Port);
        var stateLock = StateDirectory.Lock(options.StateDirectory);
        PostgresServer? postgres = null;
        RunningStack? stack = null;
        WebApplication? application = null;
        try
        {
            postgres = await PostgresServer.StartAsync(PostgresOptions(options), time, cancellationToken);
            var description = StackReader.Read(template, Around(options, port, postgres));
            await CreateDatabasesAsync(description, postgres, cancellationToken);
            application = Build(port, options.Quiet);
            var loggers = application.Services.GetRequiredService<ILoggerFactory>();
            stack = new RunningStack(description, postgres, options, time, loggers);
            stack.Routing.Map(application);
            await stack.CreateBucketsAsync(cancellationToken);
            await application.StartAsync(cancellationToken);
            stack.Start();
            return new LocalCloudServer(stateLock, postgres, description, stack, application);
        }
        catch
        {
            await CloseAsync(application, stack, postgres, stateLock);
            throw;
        }
    }

    public ValueTask DisposeAsync() => CloseAsync(_application, _stack, _postgres, _lock);

    private static async ValueTask CloseAsync(
        WebApplication? application, RunningStack? stack, PostgresServer? postgres, FileStream stateLock)
    {
        // Commands and functions first, for they use the port; then the port, then the database.
        if (stack is not null)
        {
            await stack.DisposeAsync();
        }

        if (application is not null)
        {
            await application.DisposeAsync();
        }

        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        await stateLock.DisposeAsync();
    }

    private static PostgresServerOptions PostgresOptions(StartOptions options) => new()
    {
        StateDirectory = options.StateDirectory,
        BinDirectory = options.PostgresBinDirectory,
        External = options.ExternalPostgres,
        Durable = options.DurablePostgres,
        RemoveOnExit = !options.DurablePostgres,
    };

    private static Surroundings Around(StartOptions options, int port, PostgresServer postgres) => new()
    {
        StackName = options.StackName,
        StackGuid = StateDirectory.StackGuid(options.StateDirectory),
        Port = port,
        PostgresHost = postgres.Host,
        PostgresPort = postgres.Port,
    };

    private static async Task CreateDatabasesAsync(
        StackDescription description, PostgresServer postgres, CancellationToken cancellationToken)
    {
        foreach (var settings in description.Parameters.Select(DatabaseSettings.Read).OfType<DatabaseSettings>())
        {
            var secret = description.Secrets.FirstOrDefault(s => s.Arn == settings.SecretArn);
            if (secret is { UserName: { } userName, Password: { } password })
            {
                await DatabaseSetup.EnsureAsync(postgres, settings.DatabaseName, userName, password, cancellationToken);
            }
        }
    }

    private static WebApplication Build(int port, bool quiet)
    {
        // Empty: appsettings.json and variables of whoever starts it have no say in where it listens, and no folder is watched for changes of them.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        // The answer goes to stdout, everything else to stderr.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(quiet ? LogLevel.Warning : LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = _shutdownPatience);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            // Objects have their own limit, in S3.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        return builder.Build();
    }

    private static void RequireFile(string? file, string what)
    {
        if (file is not null && !File.Exists(file))
        {
            throw new StartException($"The {what}'s executable \"{file}\" does not exist. `make publish` builds it.");
        }
    }

    private static int RequirePort(int wanted)
    {
        var port = LoopbackPort.Choose(wanted == 0 ? null : wanted);
        return wanted == 0 || port == wanted
            ? port
            : throw new StartException(
                $"Port {wanted} on 127.0.0.1 is taken. `localcloud stop` ends a LocalCloud that still runs; "
                + "else choose another with --port.");
    }
}
