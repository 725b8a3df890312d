using System.Text.Json;
using System.Text.Json.Serialization;

namespace P2C2R.Protocol;

/// <summary>Attempt ids as JSON strings, <c>"epoch-number"</c>.</summary>
public sealed class AttemptIdConverter : JsonConverter<AttemptId>
{
    /// <inheritdoc/>
    public override AttemptId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && AttemptId.TryParse(reader.GetString(), out var id)) return id;
        throw new JsonException("an attempt id is a string EPOCH-NUMBER, for example \"3-1042\"");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AttemptId value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[40];
        value.Epoch.TryFormat(text, out var epoch, provider: null);
        text[epoch] = '-';
        value.Number.TryFormat(text[(epoch + 1)..], out var number, provider: null);
        writer.WriteStringValue(text[..(epoch + 1 + number)]);
    }
}
