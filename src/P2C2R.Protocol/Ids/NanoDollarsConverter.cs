using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace P2C2R.Protocol;

/// <summary>Amounts as JSON strings of decimal digits (nano-dollars).</summary>
public sealed class NanoDollarsConverter : JsonConverter<NanoDollars>
{
    /// <inheritdoc/>
    public override NanoDollars Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.HasValueSequence
            && Utf8Parser.TryParse(reader.ValueSpan, out long value, out var used) && used == reader.ValueSpan.Length)
        {
            return new NanoDollars(value);
        }

        throw new JsonException("an amount is a string of whole nano-dollars, for example \"41667\"");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, NanoDollars value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[24];
        Utf8Formatter.TryFormat(value.Value, text, out var length);
        writer.WriteStringValue(text[..length]);
    }
}
