using System.Text;
using System.Text.Json;
using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Dialogue.Endpoint;

/// <summary>
/// A part of JSON Schema (draft 2020-12): <c>type, enum, const, properties, required, additionalProperties, items, minItems, maxItems, minLength, maxLength,
/// minimum, maximum</c>; <c>$schema, title</c> and <c>description</c> are allowed and mean nothing. Any other keyword is refused, because one that is
/// silently ignored checks nothing.
/// </summary>
internal sealed class JsonSchema
{
    private const string Known = "type, enum, const, properties, required, additionalProperties, items, minItems, maxItems, minLength, maxLength, minimum, maximum, title, description, $schema";
    private const int MaxDepth = 8;
    private const int MaxNameInMessage = 40;

    private readonly Dictionary<string, JsonSchema> _properties = new(StringComparer.Ordinal);
    private readonly List<string> _required = [];
    private List<string>? _types;
    private List<JsonElement>? _allowed;
    private JsonSchema? _others, _items;
    private bool _noOthers;
    private long _minItems, _minLength;
    private long _maxItems = long.MaxValue, _maxLength = long.MaxValue;
    private double _minimum = double.NegativeInfinity, _maximum = double.PositiveInfinity;

    private JsonSchema()
    {
    }

    /// <summary>Reads a schema that stands alone.</summary>
    /// <exception cref="InputException">It is not one.</exception>
    public static JsonSchema Parse(string text)
    {
        var json = new DocumentReader(Encoding.UTF8.GetBytes(text), "the schema");
        json.ReadDocumentStart();
        var schema = Read(ref json, "schema");
        json.ReadDocumentEnd();
        return schema;
    }

    /// <summary>Reads a schema that is the current value of a document.</summary>
    /// <exception cref="InputException">Something in it is wrong; the message says line, column and keyword.</exception>
    public static JsonSchema Read(ref DocumentReader json, string field, int depth = 0)
    {
        json.ReadObjectStart(field);
        if (depth == MaxDepth) throw json.Wrong($"a schema may nest {MaxDepth} deep; make it simpler");
        var schema = new JsonSchema();
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var keyword))
        {
            if (!schema.TryTakeNested(ref json, keyword, depth + 1) && !schema.TryTakeLimit(ref json, keyword)) throw json.Unknown(keyword, Known);
        }

        return schema;
    }

    /// <summary>Where and why a value doesn't satisfy the schema, for example <c>$.lines[2].text: must be a string</c>; null where it does.</summary>
    public string? Fault(JsonElement value, string place = "$")
    {
        if (_types is not null && !_types.Exists(t => IsOf(value, t))) return $"{place}: must be {string.Join(" or ", _types)}";
        if (_allowed is not null && !_allowed.Exists(a => JsonElement.DeepEquals(a, value))) return $"{place}: must be one of {_allowed.Count} allowed values";
        return value.ValueKind switch
        {
            JsonValueKind.Object => FaultOfObject(value, place),
            JsonValueKind.Array => FaultOfArray(value, place),
            JsonValueKind.String => FaultOfString(value, place),
            JsonValueKind.Number => FaultOfNumber(value, place),
            _ => null,
        };
    }

    private bool TryTakeNested(ref DocumentReader json, string keyword, int depth)
    {
        switch (keyword)
        {
            case "properties":
                json.ReadObjectStart(keyword);
                var seen = new HashSet<string>();
                while (json.NextField(seen, out var name)) _properties.Add(name, Read(ref json, name, depth));
                return true;
            case "items":
                _items = Read(ref json, keyword, depth);
                return true;
            case "additionalProperties" when json.IsObject:
                _others = Read(ref json, keyword, depth);
                return true;
            case "additionalProperties":
                _noOthers = !json.ReadBoolean(keyword);
                return true;
            default:
                return false;
        }
    }

    private bool TryTakeLimit(ref DocumentReader json, string keyword)
    {
        switch (keyword)
        {
            case "type": _types = ReadTypes(ref json, keyword); break;
            case "required": _required.AddRange(ReadStrings(ref json, keyword)); break;
            case "enum": _allowed = ReadValues(ref json, keyword); break;
            case "const": _allowed = [Value(json.ReadRaw())]; break;
            case "minItems": _minItems = json.ReadInteger(keyword, 0, int.MaxValue); break;
            case "maxItems": _maxItems = json.ReadInteger(keyword, 0, int.MaxValue); break;
            case "minLength": _minLength = json.ReadInteger(keyword, 0, int.MaxValue); break;
            case "maxLength": _maxLength = json.ReadInteger(keyword, 0, int.MaxValue); break;
            case "minimum": _minimum = json.ReadNumber(keyword, double.MinValue, double.MaxValue); break;
            case "maximum": _maximum = json.ReadNumber(keyword, double.MinValue, double.MaxValue); break;
            case "title" or "description" or "$schema": json.ReadString(keyword); break;
            default: return false;
        }

        return true;
    }

    private static List<string> ReadTypes(ref DocumentReader json, string keyword)
    {
        var types = json.IsString ? [json.ReadString(keyword)] : ReadStrings(ref json, keyword);
        foreach (var type in types)
        {
            if (type is not ("object" or "array" or "string" or "number" or "integer" or "boolean" or "null")) throw json.Wrong($"there is no type \"{type}\"; the types are object, array, string, number, integer, boolean and null");
        }

        return types;
    }

    private static List<string> ReadStrings(ref DocumentReader json, string keyword)
    {
        var strings = new List<string>();
        json.ReadArrayStart(keyword);
        while (json.NextElement()) strings.Add(json.ReadString(keyword));
        return strings;
    }

    private static List<JsonElement> ReadValues(ref DocumentReader json, string keyword)
    {
        var values = new List<JsonElement>();
        json.ReadArrayStart(keyword);
        while (json.NextElement()) values.Add(Value(json.ReadRaw()));
        return values;
    }

    private static JsonElement Value(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        return JsonElement.ParseValue(ref reader);
    }

    private static bool IsOf(JsonElement value, string type) => value.ValueKind switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type == "number" || (type == "integer" && value.TryGetDouble(out var number) && double.IsInteger(number)),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => type == "null",
    };

    private string? FaultOfObject(JsonElement value, string place)
    {
        foreach (var name in _required)
        {
            if (!value.TryGetProperty(name, out _)) return $"{place}: \"{name}\" is missing";
        }

        foreach (var property in value.EnumerateObject())
        {
            var inside = $"{place}.{(property.Name.Length <= MaxNameInMessage ? property.Name : property.Name[..MaxNameInMessage])}";
            var fault = _properties.TryGetValue(property.Name, out var known) ? known.Fault(property.Value, inside) : FaultOfOther(property.Value, inside);
            if (fault is not null) return fault;
        }

        return null;
    }

    private string? FaultOfOther(JsonElement value, string place) => _noOthers ? $"{place}: is not allowed here" : _others?.Fault(value, place);

    private string? FaultOfArray(JsonElement value, string place)
    {
        var length = value.GetArrayLength();
        if (length < _minItems || length > _maxItems) return $"{place}: has {length} items, {Range(_minItems, _maxItems)} are allowed";
        if (_items is null) return null;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (_items.Fault(item, $"{place}[{index++}]") is { } fault) return fault;
        }

        return null;
    }

    private string? FaultOfString(JsonElement value, string place)
    {
        // The specification counts characters of Unicode, not units of UTF-16.
        var length = value.GetString()!.EnumerateRunes().Count();
        return length >= _minLength && length <= _maxLength ? null : $"{place}: has {length} characters, {Range(_minLength, _maxLength)} are allowed";
    }

    private string? FaultOfNumber(JsonElement value, string place)
    {
        if (!value.TryGetDouble(out var number) || !double.IsFinite(number)) return $"{place}: is too big a number";
        if (number < _minimum) return FormattableString.Invariant($"{place}: must be at least {_minimum}");
        return number > _maximum ? FormattableString.Invariant($"{place}: must be at most {_maximum}") : null;
    }

    private static string Range(long least, long most) => most == long.MaxValue ? $"at least {least}" : $"{least} to {most}";
}
