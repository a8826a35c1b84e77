using System.Globalization;
using System.Text.Json;

namespace Daybreak.Standins;

/// <summary>Members of requests and responses; what is not set is not written, what is absent or null is read as not set.</summary>
internal static class JsonMembers
{
    internal static void Member(this Utf8JsonWriter writer, string name, string value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    internal static void Member(this Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    internal static void Member(this Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }

    /// <summary>A timestamp is a JSON number: seconds since 1970, with milliseconds.</summary>
    internal static void Member(this Utf8JsonWriter writer, string name, DateTime? value)
    {
        if (value is { } time)
        {
            var milliseconds = new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeMilliseconds();
            writer.WritePropertyName(name);
            writer.WriteRawValue((milliseconds / 1000m).ToString("0.###", CultureInfo.InvariantCulture));
        }
    }

    internal static void Member(this Utf8JsonWriter writer, string name, List<string> values)
        => writer.Member(name, values, static (w, value) => w.WriteStringValue(value));

    internal static void Member<T>(this Utf8JsonWriter writer, string name, List<T> values, Action<Utf8JsonWriter, T> write)
    {
        if (values is not { Count: > 0 })
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            write(writer, value);
        }

        writer.WriteEndArray();
    }

    internal static void Member(this Utf8JsonWriter writer, string name, Dictionary<string, List<string>> values)
    {
        if (values is not { Count: > 0 })
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, list) in values)
        {
            writer.WriteStartArray(key);
            list.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    internal static string Text(this JsonElement element, string name) => element.Get(name) is { } value ? value.GetString() : null;

    internal static int? Int(this JsonElement element, string name) => element.Get(name)?.GetInt32();

    internal static long? Long(this JsonElement element, string name) => element.Get(name)?.GetInt64();

    internal static bool? Flag(this JsonElement element, string name) => element.Get(name)?.GetBoolean();

    internal static DateTime? Time(this JsonElement element, string name)
        => element.Get(name) is { } seconds ? DateTime.UnixEpoch.AddSeconds(seconds.GetDouble()) : null;

    internal static T Object<T>(this JsonElement element, string name, Func<JsonElement, T> read)
        where T : class
        => element.Get(name) is { } value ? read(value) : null;

    internal static List<string> Texts(this JsonElement element, string name) => element.List(name, static item => item.GetString());

    internal static List<T> List<T>(this JsonElement element, string name, Func<JsonElement, T> read)
        => element.Get(name) is { } array ? [.. array.EnumerateArray().Select(read)] : null;

    internal static Dictionary<string, List<string>> Lists(this JsonElement element, string name)
        => element.Get(name)?.EnumerateObject().ToDictionary(
            static member => member.Name, static member => member.Value.EnumerateArray().Select(static item => item.GetString()).ToList());

    private static JsonElement? Get(this JsonElement element, string name)
        => element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
