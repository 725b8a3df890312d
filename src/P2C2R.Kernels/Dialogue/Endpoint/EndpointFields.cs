using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Dialogue.Endpoint;

/// <summary>The fields of a document for the engine <c>endpoint</c>.</summary>
internal sealed class EndpointFields : IEngineFields
{
    /// <summary>Bytes of answer that a token is taken to be.</summary>
    private const int BytesPerToken = 4;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private EndpointSettings _settings = EndpointSettings.Default;

    /// <inheritdoc/>
    public string Names => "schema, seconds, temperature";

    /// <inheritdoc/>
    public bool TryTake(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "schema": _settings = _settings with { Schema = ReadSchema(ref json, field) }; break;
            case "seconds": _settings = _settings with { Seconds = (int)json.ReadInteger(field, 1, EndpointSettings.MaxSeconds) }; break;
            case "temperature": _settings = _settings with { Temperature = (int)((json.ReadNumber(field, 0, EndpointSettings.MaxTemperature / 1000.0) * 1000) + 0.5) }; break;
            default: return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public EnginePlan Complete(DialogueDocument document, IInputFiles files)
    {
        var batch = new ConversationBatch(document.Seed, document.Limits, document.World, document.Characters, []);
        var schema = _settings.Schema is { } text ? JsonSchema.Parse(text) : null;
        var tokens = EndpointUnits.MaxTokens(document.Limits);
        return new EnginePlan(_settings.Write(), [])
        {
            // A model takes seconds for each: one a slice spreads them over the peers.
            ConversationsPerSlice = 1,
            UnitsPerSlice = 0,
            ExpectedUnits = c => EndpointUnits.Of(EndpointPrompt.Of(batch, c, schema is not null), tokens / 2),
            MaxUnits = c => EndpointUnits.Of(EndpointPrompt.Of(batch, c, schema is not null), tokens),
            ExpectedBytes = c => (long)tokens * BytesPerToken,
            Accepts = answer => schema is null || EndpointAnswers.IsJson(answer, schema),
        };
    }

    private static string ReadSchema(ref DocumentReader json, string field)
    {
        // Twice: for errors with line and column, and for the compact form.
        var start = json;
        JsonSchema.Read(ref start, field);
        var compact = JsonNode.Parse(json.ReadRaw())!.ToJsonString(Compact);
        var length = Encoding.UTF8.GetByteCount(compact);
        return length <= EndpointSettings.MaxSchemaBytes ? compact : throw json.Wrong($"\"{field}\" has {length} bytes without its spaces; at most {EndpointSettings.MaxSchemaBytes} are allowed, make it simpler");
    }
}
