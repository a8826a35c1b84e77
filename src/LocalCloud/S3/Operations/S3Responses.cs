using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>Headers of answers.</summary>
internal static class S3Responses
{
    /// <summary>Sets a header in a form HTTP can carry; does nothing where <paramref name="value"/> is null.</summary>
    public static void SetHeader(this S3Request request, string name, string? value)
    {
        if (value is not null)
        {
            request.Http.Response.Headers[name] = HeaderText.Encode(value);
        }
    }

    public static void SetChecksum(this S3Request request, ObjectChecksum? checksum, bool withType = true)
    {
        if (checksum is not null)
        {
            request.SetHeader(ChecksumNames.Header(checksum.Algorithm), checksum.Value);
            request.SetHeader("x-amz-checksum-type", withType ? checksum.Type : null);
        }
    }
}
