using System.Text.Json.Serialization;

namespace P2C2R.Protocol;

/// <summary>The generated JSON code for all messages.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    MaxDepth = Limits.MaxJsonDepth)]
[JsonSerializable(typeof(Message))]
internal sealed partial class WireContext : JsonSerializerContext;
