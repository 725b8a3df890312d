using System.Text.Json;
using System.Text.Json.Serialization;

namespace P2C2R.Protocol;

/// <summary>Hashes as JSON strings of 64 lower-case hexadecimal digits.</summary>
public sealed class Sha256HashConverter : JsonConverter<Sha256Hash>
{
    /// <inheritdoc/>
    public override Sha256Hash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[Sha256Hash.Size * 2];
        if (reader.TokenType == JsonTokenType.String && !reader.HasValueSequence && reader.ValueSpan.Length == text.Length
            && reader.CopyString(text) == text.Length && Sha256Hash.TryParse(text, out var hash))
        {
            return hash;
        }

        throw new JsonException("a hash is a string of 64 lower-case hexadecimal digits");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Sha256Hash value, JsonSerializerOptions options)
    {
        Span<byte> bytes = stackalloc byte[Sha256Hash.Size];
        value.CopyTo(bytes);
        Span<char> text = stackalloc char[Sha256Hash.Size * 2];
        Convert.TryToHexStringLower(bytes, text, out _);
        writer.WriteStringValue(text);
    }
}
