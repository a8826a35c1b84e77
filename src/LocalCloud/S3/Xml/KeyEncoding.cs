using System.Text;
using Daybreak.LocalCloud.S3.Protocol;

namespace Daybreak.LocalCloud.S3.Xml;

/// <summary>How keys stand in a listing: as they are, or with <c>encoding-type=url</c>.</summary>
internal static class KeyEncoding
{
    private const string Safe = "-_.*/";

    /// <exception cref="S3Exception">InvalidArgument for another encoding.</exception>
    public static Func<string, string> Of(S3Request request) => request.Parameter("encoding-type") switch
    {
        null => key => key,
        "url" => Url,
        var other => throw S3Errors.InvalidArgument("Invalid Encoding Method specified in Request", "encoding-type", other),
    };

    /// <summary>Form encoding, but for the slash: what S3's clients decode.</summary>
    private static string Url(string key)
    {
        var encoded = new StringBuilder(key.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(key))
        {
            var character = (char)octet;
            if (char.IsAsciiLetterOrDigit(character) || Safe.Contains(character, StringComparison.Ordinal))
            {
                encoded.Append(character);
            }
            else if (character == ' ')
            {
                encoded.Append('+');
            }
            else
            {
                encoded.Append('%').Append(Convert.ToHexString([octet]));
            }
        }

        return encoded.ToString();
    }
}
