using System.Text.Json;
using P2C2R.Kernels;
using P2C2R.Kernels.Dialogue.Endpoint;

namespace P2C2R.Tests.Kernels.Dialogue.Endpoint;

/// <summary>The part of JSON Schema that is supported; examples by the specification, draft 2020-12.</summary>
public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("""{}""", """[1,{"a":null}]""", null)]
    [InlineData("""{"type":"integer"}""", "3.0", null)]
    [InlineData("""{"type":"integer"}""", "3.5", "$: must be integer")]
    [InlineData("""{"type":["string","null"]}""", "null", null)]
    [InlineData("""{"type":["string","null"]}""", "false", "$: must be string or null")]
    [InlineData("""{"type":"number","minimum":0,"maximum":1}""", "1", null)]
    [InlineData("""{"type":"number","minimum":0,"maximum":1}""", "1.01", "$: must be at most 1")]
    [InlineData("""{"type":"number","minimum":0.5}""", "0.25", "$: must be at least 0.5")]
    [InlineData("""{"minimum":2}""", "\"text\"", null)]
    [InlineData("""{"type":"number"}""", "1e999", "$: is too big a number")]
    [InlineData("""{"minLength":2,"maxLength":3}""", "\"\\ud83d\\ude00\\ud83d\\ude00\"", null)]
    [InlineData("""{"minLength":2,"maxLength":3}""", "\"a\"", "$: has 1 characters, 2 to 3 are allowed")]
    [InlineData("""{"enum":["a",1,{"x":[1,2]}]}""", """{ "x" : [1, 2] }""", null)]
    [InlineData("""{"enum":["a",1]}""", "\"b\"", "$: must be one of 2 allowed values")]
    [InlineData("""{"const":{"a":1,"b":2}}""", """{"b":2,"a":1}""", null)]
    [InlineData("""{"items":{"type":"string"},"minItems":1,"maxItems":2}""", """["a","b"]""", null)]
    [InlineData("""{"items":{"type":"string"}}""", """["a",7]""", "$[1]: must be string")]
    [InlineData("""{"minItems":1}""", "[]", "$: has 0 items, at least 1 are allowed")]
    [InlineData("""{"properties":{"a":{"properties":{"b":{"type":"boolean"}}}}}""", """{"a":{"b":1}}""", "$.a.b: must be boolean")]
    [InlineData("""{"required":["a"]}""", """{"b":1}""", "$: \"a\" is missing")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":false}""", """{"a":1,"b":2}""", "$.b: is not allowed here")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":{"type":"null"}}""", """{"a":1,"b":2}""", "$.b: must be null")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":true}""", """{"a":1,"b":2}""", null)]
    public void A_value_satisfies_its_schema_or_the_place_is_named(string schema, string value, string? fault)
    {
        using var document = JsonDocument.Parse(value);
        Assert.Equal(fault, JsonSchema.Parse(schema).Fault(document.RootElement));
    }

    [Theory]
    [InlineData("""{"pattern":"^a"}""", "\"pattern\" is not a field here")]
    [InlineData("""{"$ref":"#/x"}""", "\"$ref\" is not a field here")]
    [InlineData("""{"type":"text"}""", "there is no type \"text\"")]
    [InlineData("""{"properties":{"a":{"oneOf":[]}}}""", "\"oneOf\" is not a field here")]
    [InlineData("""{"properties":{"a":true}}""", "\"a\" must be an object")]
    [InlineData("""{"minLength":-1}""", "\"minLength\" must be a whole number from 0")]
    [InlineData("""{"items":{"items":{"items":{"items":{"items":{"items":{"items":{"items":{}}}}}}}}}""", "a schema may nest 8 deep")]
    [InlineData("""{"type":"object"} x""", "not JSON")]
    [InlineData("[]", "must be an object")]
    public void What_would_check_nothing_is_refused_with_its_place(string schema, string message)
    {
        var refused = Assert.Throws<InputException>(() => JsonSchema.Parse(schema));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Contains("line 1, column", refused.Message, StringComparison.Ordinal);
    }
}
