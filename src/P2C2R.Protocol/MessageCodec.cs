using System.Buffers;
using System.Text.Json;

namespace P2C2R.Protocol;

/// <summary>Messages to and from the UTF-8 JSON of one WebSocket text message.</summary>
public static class MessageCodec
{
    /// <summary>The WebSocket subprotocol.</summary>
    public const string Subprotocol = "p2c2r.v1";

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        // The text goes into no HTML page; '+' of base64 needs no escape.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes a message.</summary>
    public static void Encode(Message message, IBufferWriter<byte> destination)
    {
        using var writer = new Utf8JsonWriter(destination, WriterOptions);
        JsonSerializer.Serialize(writer, message, WireContext.Default.Message);
    }

    /// <summary>Reads a message; a refusal is a value, whatever the bytes are.</summary>
    /// <param name="utf8">One whole message.</param>
    /// <param name="message">The message, where true is returned.</param>
    /// <param name="error">What is wrong and where, in other cases: <see cref="ErrorCode.Malformed"/>, <see cref="ErrorCode.UnknownType"/> or <see cref="ErrorCode.LimitExceeded"/>.</param>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, out Message? message, out ErrorMessage? error)
    {
        message = null;
        error = null;
        if (utf8.Length > Limits.MaxMessageBytes)
        {
            error = new ErrorMessage { Code = ErrorCode.LimitExceeded, Message = $"a message may have {Limits.MaxMessageBytes} bytes; send big data as blobs" };
            return false;
        }

        try
        {
            message = JsonSerializer.Deserialize(utf8, WireContext.Default.Message);
            if (message is not null) return true;
            error = new ErrorMessage { Code = ErrorCode.Malformed, Message = "a message is a JSON object with a \"type\"" };
        }
        catch (JsonException e)
        {
            error = Explain(utf8, e);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or FormatException)
        {
            error = Explain(utf8, new JsonException(e.Message));
        }

        return false;
    }

    private static ErrorMessage Explain(ReadOnlySpan<byte> utf8, JsonException e)
    {
        var type = FindType(utf8);
        if (type is not null && !KnownTypes.Contains(type))
        {
            return new ErrorMessage { Code = ErrorCode.UnknownType, Message = "this type of message isn't known here; docs/protocol.md lists those that are" };
        }

        var place = e.Path is null or "$" ? "" : $" at {e.Path}";
        return new ErrorMessage { Code = ErrorCode.Malformed, Message = type is null ? "a message is a JSON object with a \"type\"" : $"{type}{place}: {Shorten(e.Message)}" };
    }

    private static readonly HashSet<string> KnownTypes =
        [.. WireContext.Default.Message.PolymorphismOptions!.DerivedTypes.Select(d => (string)d.TypeDiscriminator!)];

    private static string Shorten(string text) => text.Length <= 300 ? text : text[..300];

    private static string? FindType(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Limits.MaxJsonDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("type"u8);
                if (!reader.Read()) return null;
                if (isType) return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON: it has no type.
        }

        return null;
    }
}
