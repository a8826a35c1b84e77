using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Daybreak.LocalCloud.S3;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Daybreak.LocalCloud.Tests.S3;

/// <summary>The service on a real server, with a directory of its own that lives as long as this.</summary>
public sealed class S3Server : IAsyncDisposable
{
    private readonly string _directory = System.IO.Directory.CreateTempSubdirectory("localcloud-s3-").FullName;
    private readonly string _region;
    private WebApplication? _app;

    private S3Server(string region) => _region = region;

    internal S3Service Service { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public string Directory => _directory;

    public static async Task<S3Server> StartAsync(string region = "us-east-1")
    {
        var server = new S3Server(region);
        await server.OpenAsync();
        return server;
    }

    public async Task RestartAsync(Action? meanwhile = null)
    {
        await CloseAsync();
        meanwhile?.Invoke();
        await OpenAsync();
    }

    public AmazonS3Client Client(bool pathStyle = true) => new(new BasicAWSCredentials("test", "test"), new AmazonS3Config
    {
        ServiceURL = pathStyle ? Address.ToString() : $"http://localhost:{Address.Port}",
        ForcePathStyle = pathStyle,
        AuthenticationRegion = _region,
        MaxErrorRetry = 0,
        HttpClientFactory = new LoopbackHttp(Address.Port),
    });

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        System.IO.Directory.Delete(_directory, recursive: true);
    }

    private async Task OpenAsync()
    {
        Service = new S3Service(
            new S3Options { Directory = _directory, Region = _region }, TimeProvider.System, NullLogger<S3Service>.Instance);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(Service.HandleAsync);
        await _app.StartAsync();
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    private async Task CloseAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }

        await Service.DisposeAsync();
    }
}
