using System.Buffers.Text;
using System.Text;
using Daybreak.LocalCloud.S3.Protocol;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>Where a listing goes on, in a form that clients take as opaque.</summary>
internal static class ContinuationToken
{
    public static string Write(string after) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(after));

    /// <exception cref="S3Exception">InvalidArgument for a token that was never given.</exception>
    public static string Read(string token) =>
        Base64Url.IsValid(token)
            ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token))
            : throw S3Errors.InvalidArgument("The continuation token provided is incorrect", "continuation-token", token);
}
