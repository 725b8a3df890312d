using System.Text;
using System.Text.Json;

namespace P2C2R.Kernels.Documents;

/// <summary>
/// Strict reading of a JSON input document (RFC 8259), token by token: whatever is wrong becomes an
/// <see cref="InputException"/> with line, column and field. Unknown and repeated fields are refused, so that a typing error
/// isn't silently a default.
/// </summary>
public ref struct DocumentReader
{
    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<byte> _text;
    private readonly string _name;
    private Utf8JsonReader _json;

    /// <summary>Starts at the document's beginning.</summary>
    /// <param name="document">UTF-8; a byte order mark is skipped.</param>
    /// <param name="name">What messages call it.</param>
    public DocumentReader(ReadOnlySpan<byte> document, string name = "the input document")
    {
        _text = document.StartsWith(Encoding.UTF8.Preamble) ? document[3..] : document;
        _name = name;
        _json = new Utf8JsonReader(_text, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>The first token, which must open an object.</summary>
    public void ReadDocumentStart()
    {
        Read();
        Expect(JsonTokenType.StartObject, "the document", "an object { ... }");
    }

    /// <summary>Nothing may follow the document's object.</summary>
    public void ReadDocumentEnd()
    {
        if (TryRead()) throw Wrong("there is more after the document's end; remove it");
    }

    /// <summary>Reads a whole document that is one object: each field by <paramref name="take"/>, then what must hold of all by <paramref name="complete"/>.</summary>
    public void ReadDocument(FieldReader take, DocumentCompleter complete)
    {
        var seen = new HashSet<string>();
        ReadDocumentStart();
        while (NextField(seen, out var field)) take(ref this, field);
        complete(ref this);
        ReadDocumentEnd();
    }

    /// <summary>Goes to the next field of the current object and to the first token of its value.</summary>
    /// <param name="seen">Names met so far in this object.</param>
    /// <param name="field">The field's name.</param>
    /// <returns>False at the object's end.</returns>
    public bool NextField(HashSet<string> seen, out string field)
    {
        field = "";
        Read();
        if (_json.TokenType == JsonTokenType.EndObject) return false;
        field = Text();
        if (!seen.Add(field)) throw Wrong($"\"{field}\" stands here twice; remove one");
        Read();
        return true;
    }

    /// <summary>Goes to the next element of the current array.</summary>
    /// <returns>False at the array's end.</returns>
    public bool NextElement()
    {
        Read();
        return _json.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>The current value must open an object.</summary>
    public readonly void ReadObjectStart(string field) => Expect(JsonTokenType.StartObject, $"\"{field}\"", "an object { ... }");

    /// <summary>The current value must open an array.</summary>
    public readonly void ReadArrayStart(string field) => Expect(JsonTokenType.StartArray, $"\"{field}\"", "an array [ ... ]");

    /// <summary>The current value as a string.</summary>
    public readonly string ReadString(string field)
    {
        Expect(JsonTokenType.String, $"\"{field}\"", "a string");
        return Text();
    }

    /// <summary>Whether the current value is a string.</summary>
    public readonly bool IsString => _json.TokenType == JsonTokenType.String;

    /// <summary>Whether the current value is an array.</summary>
    public readonly bool IsArray => _json.TokenType == JsonTokenType.StartArray;

    /// <summary>Whether the current value is an object.</summary>
    public readonly bool IsObject => _json.TokenType == JsonTokenType.StartObject;

    /// <summary>Whether the current value is true or false.</summary>
    public readonly bool IsBoolean => _json.TokenType is JsonTokenType.True or JsonTokenType.False;

    /// <summary>The current value as true or false.</summary>
    public readonly bool ReadBoolean(string field)
    {
        if (IsBoolean) return _json.TokenType == JsonTokenType.True;
        throw Wrong($"\"{field}\" must be true or false, not {Found()}");
    }

    /// <summary>The current value as a whole number within limits.</summary>
    public readonly long ReadInteger(string field, long min, long max)
    {
        Expect(JsonTokenType.Number, $"\"{field}\"", "a whole number");
        if (_json.TryGetInt64(out var value) && value >= min && value <= max) return value;
        throw Wrong($"\"{field}\" must be a whole number from {min} to {max}, not {Encoding.ASCII.GetString(_json.ValueSpan)}");
    }

    /// <summary>The current value as a number within limits, nearest to what is written.</summary>
    public readonly double ReadNumber(string field, double min, double max)
    {
        Expect(JsonTokenType.Number, $"\"{field}\"", "a number");
        if (_json.TryGetDouble(out var value) && value >= min && value <= max) return value;
        throw Wrong(FormattableString.Invariant($"\"{field}\" must be a number from {min} to {max}, not {Encoding.ASCII.GetString(_json.ValueSpan)}"));
    }

    /// <summary>Goes to the last token of the current value, whatever it is.</summary>
    public void SkipValue()
    {
        try
        {
            _json.Skip();
        }
        catch (JsonException e)
        {
            throw NotJson(e);
        }
    }

    /// <summary>The text of the current value, whatever it is; goes to its last token.</summary>
    public ReadOnlySpan<byte> ReadRaw()
    {
        var start = (int)_json.TokenStartIndex;
        SkipValue();
        return _text[start..(int)_json.BytesConsumed];
    }

    /// <summary>An error at the current token.</summary>
    public readonly InputException Wrong(string message) => At((int)_json.TokenStartIndex, message);

    /// <summary>The error for a field that the document may not have.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="known">The fields that it may have.</param>
    public readonly InputException Unknown(string field, string known) => Wrong($"\"{field}\" is not a field here; the fields are {known}");

    private void Read()
    {
        if (!TryRead()) throw At(_text.Length, "the document ends too early");
    }

    private bool TryRead()
    {
        try
        {
            return _json.Read();
        }
        catch (JsonException e)
        {
            throw NotJson(e);
        }
    }

    private readonly InputException NotJson(JsonException e) =>
        new($"{_name}, line {(e.LineNumber ?? 0) + 1}, column {(e.BytePositionInLine ?? 0) + 1}: not JSON: {Cause(e.Message)}", e);

    private static string Cause(string message)
    {
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }

    private readonly void Expect(JsonTokenType type, string what, string wanted)
    {
        if (_json.TokenType != type) throw Wrong($"{what} must be {wanted}, not {Found()}");
    }

    private readonly string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            // Bytes that aren't UTF-8, or half of a surrogate pair.
            throw new InputException(Wrong("this string is not valid Unicode").Message, e);
        }
    }

    private readonly string Found() => _json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => "null",
    };

    private readonly InputException At(int position, string message)
    {
        var before = _text[..position];
        var line = before.Count((byte)'\n') + 1;
        var column = position - before.LastIndexOf((byte)'\n');
        return new InputException($"{_name}, line {line}, column {column}: {message}");
    }
}
