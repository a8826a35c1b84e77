using System.Security.Cryptography;
using System.Text;
using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Run.Bucket;

namespace Daybreak.HostAgent.Tests.Run;

/// <summary>A bucket of LocalCloud's and what takes a snapshot of it.</summary>
public abstract class BucketSituation : IAsyncLifetime
{
    protected const string Bucket = "users";

    private protected LoopbackCloud Cloud { get; private set; } = null!;

    private protected AwsClients Aws { get; private set; } = null!;

    protected string DatabaseDirectory => Path.Combine(Cloud.WorkDirectory, "dev", "Users");

    public async Task InitializeAsync()
    {
        Cloud = await LoopbackCloud.StartAsync();
        Aws = Cloud.Clients();
        await Cloud.CreateBucketAsync(Bucket);
    }

    public async Task DisposeAsync()
    {
        Aws.Dispose();
        await Cloud.DisposeAsync();
    }

    private protected async Task<BucketSnapshot> TakeAsync(RunFolder folder, string bucket = Bucket) =>
        (await Taker(bucket).TakeAsync(folder, TimeSpan.Zero, CancellationToken.None)).Snapshot;

    private protected SnapshotTaker Taker(string bucket, TimeProvider? time = null) => new(
        new BucketReader(Aws.S3, bucket),
        MigrationNames.Default,
        new ObjectCache(Path.Combine(DatabaseDirectory, "objects")),
        time ?? TimeProvider.System);

    private protected RunFolder Folder() => RunFolder.Create(DatabaseDirectory, "test");

    protected static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
