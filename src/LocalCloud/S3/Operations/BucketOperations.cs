using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;
using Daybreak.LocalCloud.S3.Xml;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>ListBuckets, and the operations on a bucket itself.</summary>
internal sealed class BucketOperations(S3Store store, string region)
{
    private const string ClassicRegion = "us-east-1";

    public async Task ListAsync(S3Request request)
    {
        var after = request.Parameter("continuation-token") is { } token ? ContinuationToken.Read(token) : "";
        var maximum = request.Number("max-buckets", int.MaxValue, 1, int.MaxValue);
        var prefix = request.Parameter("prefix") ?? "";
        var matching = request.Parameter("bucket-region") is { } wanted && wanted != region ? [] : store.Buckets
            .Where(bucket => string.CompareOrdinal(bucket.Name, after) > 0 && bucket.Name.StartsWith(prefix, StringComparison.Ordinal))
            .ToList();
        var page = matching.Take(maximum).ToList();
        await XmlAnswer.WriteAsync(request, "ListAllMyBucketsResult", xml =>
        {
            xml.Person("Owner");
            xml.Element("Buckets", list =>
            {
                foreach (var bucket in page)
                {
                    list.Element("Bucket", entry =>
                    {
                        entry.Element("Name", bucket.Name);
                        entry.Element("CreationDate", bucket.State.Created);
                        entry.Element("BucketRegion", region);
                    });
                }
            });
            xml.Element("ContinuationToken", page.Count < matching.Count ? ContinuationToken.Write(page[^1].Name) : null);
            xml.Element("Prefix", request.Parameter("prefix"));
        });
    }

    public async Task CreateAsync(S3Request request)
    {
        RequestAttributes.DemandPrivate(request);
        if (request.Header("x-amz-object-ownership") is { } ownership && ownership != "BucketOwnerEnforced")
        {
            throw S3Errors.NotImplemented($"x-amz-object-ownership: {ownership}");
        }

        if (await XmlBody.ReadAsync(request) is { } configuration)
        {
            foreach (var element in configuration.Elements().Where(element => element.Name.LocalName != "LocationConstraint"))
            {
                throw S3Errors.NotImplemented($"CreateBucketConfiguration.{element.Name.LocalName}");
            }

            var location = configuration.Text("LocationConstraint");
            if (location is { Length: > 0 } && location != region)
            {
                throw S3Errors.IllegalLocationConstraint(location);
            }
        }

        var (bucket, isNew) = await store.CreateAsync(request.Bucket, request.Aborted);

        // In us-east-1, and only there, S3 lets an owner create a bucket again.
        if (!isNew && region != ClassicRegion)
        {
            throw S3Errors.BucketAlreadyOwnedByYou(bucket.Name);
        }

        request.Http.Response.Headers.Location = $"/{bucket.Name}";
    }

    public Task HeadAsync(S3Request request)
    {
        store.Require(request.Bucket);
        request.Http.Response.Headers["x-amz-bucket-region"] = region;
        return Task.CompletedTask;
    }

    public async Task DeleteAsync(S3Request request)
    {
        await store.DeleteAsync(request.Bucket, request.Aborted);
        request.Http.Response.StatusCode = 204;
    }

    public Task GetLocationAsync(S3Request request)
    {
        store.Require(request.Bucket);

        // The root is the element itself, and it is empty for us-east-1.
        return XmlAnswer.WriteAsync(request, "LocationConstraint", xml => xml.WriteString(region == ClassicRegion ? "" : region));
    }

    public Task GetVersioningAsync(S3Request request)
    {
        var versioning = store.Require(request.Bucket).State.Versioning;
        return XmlAnswer.WriteAsync(request, "VersioningConfiguration",
            xml => xml.Element("Status", versioning == VersioningStatus.Never ? null : $"{versioning}"));
    }

    public async Task PutVersioningAsync(S3Request request)
    {
        var bucket = store.Require(request.Bucket);
        var configuration = await XmlBody.ReadAsync(request, "VersioningConfiguration");
        if (configuration.Text("MfaDelete") is "Enabled")
        {
            throw S3Errors.NotImplemented("MfaDelete");
        }

        var status = configuration.Text("Status") switch
        {
            "Enabled" => VersioningStatus.Enabled,
            "Suspended" => VersioningStatus.Suspended,
            _ => throw S3Errors.MalformedXml(),
        };
        await SetVersioningAsync(bucket, status, request.Aborted);
    }

    /// <summary>Creates a bucket unless it exists, and turns its versioning on where asked.</summary>
    public async Task EnsureAsync(string name, bool versioned, CancellationToken cancellationToken)
    {
        var (bucket, _) = await store.CreateAsync(name, cancellationToken);
        if (versioned)
        {
            await SetVersioningAsync(bucket, VersioningStatus.Enabled, cancellationToken);
        }
    }

    private static Task<VersioningStatus> SetVersioningAsync(Bucket bucket, VersioningStatus status, CancellationToken cancellationToken) =>
        bucket.CommitAsync(transaction =>
        {
            if (transaction.State.Versioning != status)
            {
                transaction.Record(new JournalEntry.VersioningChanged(status));
            }

            return status;
        }, cancellationToken);
}
