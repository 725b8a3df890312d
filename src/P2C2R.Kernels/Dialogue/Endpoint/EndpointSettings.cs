using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Chat;

namespace P2C2R.Kernels.Dialogue.Endpoint;

/// <summary>
/// What a document says for the engine <c>endpoint</c> alone. Canonical bytes: <c>i32 temperature in thousandths, -1 for none | i32 seconds | text schema,
/// empty for none</c>.
/// </summary>
/// <param name="Temperature">Thousandths, or -1.</param>
/// <param name="Seconds">For each answer of the model.</param>
/// <param name="Schema">What answers must satisfy, in compact JSON; null for lines of text.</param>
internal sealed record EndpointSettings(int Temperature, int Seconds, string? Schema)
{
    /// <summary>Bytes of a schema in compact JSON.</summary>
    public const int MaxSchemaBytes = 4 << 10;

    /// <summary>Greatest temperature, in thousandths.</summary>
    public const int MaxTemperature = 2_000;

    /// <summary>Most seconds.</summary>
    public const int MaxSeconds = 600;

    /// <summary>What a document gets that doesn't say otherwise.</summary>
    public static EndpointSettings Default { get; } = new(-1, 60, null);

    /// <summary>The canonical bytes.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var writer = new CanonicalWriter();
        writer.I32(Temperature);
        writer.I32(Seconds);
        CanonicalText.Write(writer, Schema ?? "");
        return writer.Written;
    }

    /// <summary>Reads them; null where they are not settings.</summary>
    public static EndpointSettings? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var (temperature, seconds) = (reader.I32(), reader.I32());
        if (!CanonicalText.TryRead(ref reader, MaxSchemaBytes, out var schema) || !reader.AtEnd) return null;
        if (temperature is < -1 or > MaxTemperature || seconds is < 1 or > MaxSeconds || (schema.Length > 0 && !IsSchema(schema))) return null;
        return new EndpointSettings(temperature, seconds, schema.Length > 0 ? schema : null);
    }

    /// <summary>A question to the model.</summary>
    public ChatRequest ToRequest(EndpointPrompt prompt, int maxTokens) => new(prompt.Instructions, prompt.Message)
    {
        MaxTokens = maxTokens,
        TimeLimit = TimeSpan.FromSeconds(Seconds),
        Seed = 0,
        Temperature = Temperature < 0 ? null : Temperature / 1000.0,
        Schema = Schema,
    };

    private static bool IsSchema(string text)
    {
        try
        {
            JsonSchema.Parse(text);
            return true;
        }
        catch (InputException)
        {
            return false;
        }
    }
}
