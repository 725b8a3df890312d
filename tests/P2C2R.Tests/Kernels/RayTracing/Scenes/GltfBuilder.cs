using System.Text;
using System.Text.Json.Nodes;
using P2C2R.Kernels.RayTracing.Scenes;
using P2C2R.Tests.Kernels.Meshes;

namespace P2C2R.Tests.Kernels.RayTracing.Scenes;

/// <summary>A glTF document in memory: a triangle in one node, to which tests add what they are about.</summary>
internal sealed class GltfBuilder
{
    private readonly List<byte> _bytes = [];

    public GltfBuilder()
    {
        Json = (JsonObject)JsonNode.Parse("""
            {
              "asset": { "version": "2.0" },
              "scenes": [{ "nodes": [0] }],
              "nodes": [{ "mesh": 0 }],
              "meshes": [{ "primitives": [{ "attributes": {} }] }],
              "accessors": [], "bufferViews": [], "buffers": [{}]
            }
            """)!;
        Attribute("POSITION", "VEC3", 0, 0, 0, 1, 0, 0, 0, 1, 0);
    }

    public JsonObject Json { get; }

    public JsonObject Primitive => (JsonObject)Json["meshes"]![0]!["primitives"]![0]!;

    public JsonObject Node => (JsonObject)Json["nodes"]![0]!;

    /// <summary>Sets a field of the root to JSON text.</summary>
    public GltfBuilder With(string field, string json)
    {
        Json[field] = JsonNode.Parse(json);
        return this;
    }

    /// <summary>Adds an attribute of floats.</summary>
    public GltfBuilder Attribute(string name, string type, params float[] values)
    {
        ((JsonObject)Primitive["attributes"]!)[name] = Accessor(type, 5126, [.. values.SelectMany(BitConverter.GetBytes)], values.Length / Components(type));
        return this;
    }

    /// <summary>Adds an attribute of other numbers.</summary>
    public GltfBuilder Attribute(string name, string type, int component, bool normalized, int stride, byte[] bytes, int count)
    {
        var accessor = Accessor(type, component, bytes, count);
        Json["accessors"]![accessor]!["normalized"] = normalized;
        if (stride > 0) Json["bufferViews"]![accessor]!["byteStride"] = stride;
        ((JsonObject)Primitive["attributes"]!)[name] = accessor;
        return this;
    }

    /// <summary>Adds an accessor; its number, which is its view's too.</summary>
    public int Accessor(string type, int component, byte[] bytes, int count)
    {
        while (_bytes.Count % 4 != 0) _bytes.Add(0);
        var views = (JsonArray)Json["bufferViews"]!;
        views.Add(new JsonObject { ["buffer"] = 0, ["byteOffset"] = _bytes.Count, ["byteLength"] = bytes.Length });
        ((JsonArray)Json["accessors"]!).Add(new JsonObject { ["bufferView"] = views.Count - 1, ["componentType"] = component, ["count"] = count, ["type"] = type });
        _bytes.AddRange(bytes);
        return views.Count - 1;
    }

    /// <summary>A view of some bytes.</summary>
    public int View(byte[] bytes)
    {
        var accessor = Accessor("SCALAR", 5121, bytes, bytes.Length);
        return (int)Json["accessors"]![accessor]!["bufferView"]!;
    }

    public string Text()
    {
        Json["buffers"]![0]!["byteLength"] = _bytes.Count;
        Json["buffers"]![0]!["uri"] ??= "data:application/octet-stream;base64," + Convert.ToBase64String([.. _bytes]);
        return Json.ToJsonString();
    }

    public Scene Read(params (string Name, byte[] Bytes)[] others) => Read(Text(), others);

    public static Scene Read(string text, params (string Name, byte[] Bytes)[] others) =>
        SceneReader.Read("scene", "x.gltf", SkySource.Black, new MemoryFiles([("x.gltf", Encoding.UTF8.GetBytes(text)), .. others]));

    private static int Components(string type) => type switch { "SCALAR" => 1, "VEC2" => 2, "VEC3" => 3, "MAT4" => 16, _ => 4 };
}
