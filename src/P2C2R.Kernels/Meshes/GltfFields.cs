using System.Text.Json;

namespace P2C2R.Kernels.Meshes;

/// <summary>Reads fields of a glTF document; whatever is wrong becomes a message that names file, place and field.</summary>
/// <param name="file">The file's name.</param>
internal sealed class GltfFields(string file)
{
    /// <summary>An error.</summary>
    public InputException Wrong(string message) => new($"{file}: {message}");

    /// <summary>An array of the root object; empty where there is none.</summary>
    public JsonElement[] Array(JsonElement parent, string place, string field)
    {
        if (!parent.TryGetProperty(field, out var value)) return [];
        if (value.ValueKind != JsonValueKind.Array) throw Wrong($"{place}{field} must be an array");
        return [.. value.EnumerateArray()];
    }

    /// <summary>An element of an array of the root object, which must be an object.</summary>
    public JsonElement Element(JsonElement[] array, string name, int index)
    {
        if ((uint)index >= (uint)array.Length) throw Wrong($"there is no {name}[{index}]: {name} has {array.Length} elements");
        if (array[index].ValueKind != JsonValueKind.Object) throw Wrong($"{name}[{index}] must be an object");
        return array[index];
    }

    /// <summary>A whole number.</summary>
    /// <param name="parent">The object.</param>
    /// <param name="place">Its name, for messages.</param>
    /// <param name="field">The field.</param>
    /// <param name="fallback">What an absent field means; null where it must be there.</param>
    public int Integer(JsonElement parent, string place, string field, int? fallback)
    {
        if (!parent.TryGetProperty(field, out var value)) return fallback ?? throw Wrong($"{place}.{field} is missing");
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0) return number;
        throw Wrong($"{place}.{field} must be a whole number from 0 to {int.MaxValue}");
    }

    /// <summary>A whole number in an array.</summary>
    public int Integer(JsonElement value, string place)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0) return number;
        throw Wrong($"{place} must hold whole numbers from 0 to {int.MaxValue}");
    }

    /// <summary>True or false; false where it is absent.</summary>
    public bool Boolean(JsonElement parent, string place, string field)
    {
        if (!parent.TryGetProperty(field, out var value)) return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        throw Wrong($"{place}.{field} must be true or false");
    }

    /// <summary>A finite number; null where it is absent.</summary>
    public double? Number(JsonElement parent, string place, string field)
    {
        if (!parent.TryGetProperty(field, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)) return number;
        throw Wrong($"{place}.{field} must be a finite number");
    }

    /// <summary>An object; null where it is absent.</summary>
    public JsonElement? Object(JsonElement parent, string place, string field)
    {
        if (!parent.TryGetProperty(field, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Object) return value;
        throw Wrong($"{place}.{field} must be an object");
    }

    /// <summary>The object of an extension; null where it is absent.</summary>
    public JsonElement? Extension(JsonElement parent, string place, string name) =>
        Object(parent, place, "extensions") is { } extensions ? Object(extensions, place + ".extensions", name) : null;

    /// <summary>A string; null where it is absent.</summary>
    public string? Text(JsonElement parent, string place, string field)
    {
        if (!parent.TryGetProperty(field, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String && TextOf(value) is { } text) return text;
        throw Wrong($"{place}.{field} must be a string of valid Unicode");
    }

    /// <summary>So many finite numbers; null where the field is absent.</summary>
    public double[]? Numbers(JsonElement parent, string place, string field, int count)
    {
        if (!parent.TryGetProperty(field, out var value)) return null;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != count) throw Wrong($"{place}.{field} must be an array of {count} numbers");
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            if (value[i].ValueKind != JsonValueKind.Number || !value[i].TryGetDouble(out numbers[i]) || !double.IsFinite(numbers[i])) throw Wrong($"{place}.{field}[{i}] must be a finite number");
        }

        return numbers;
    }

    /// <summary>A field's name; null where it is no valid Unicode.</summary>
    public static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A string's text; null where it is no valid Unicode.</summary>
    public static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
