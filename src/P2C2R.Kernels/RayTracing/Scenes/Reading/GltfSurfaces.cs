using System.Text.Json;
using P2C2R.Kernels.Meshes;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>The primitives of a glTF file's meshes (glTF 2.0, section 3.7). Memory stays within a constant times the bytes read.</summary>
/// <param name="root">The file's JSON.</param>
/// <param name="fields">Makes messages.</param>
/// <param name="accessors">The numbers.</param>
/// <param name="materials">How many there are, and which textures they need tangents for.</param>
/// <param name="budget">How many triangles and vertices may be read.</param>
/// <param name="warnings">Where it is said what is left out.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed class GltfSurfaces(JsonElement root, GltfFields fields, GltfAccessors accessors, IReadOnlyList<SceneMaterial> materials, GltfBudget budget, SceneWarnings warnings, CancellationToken cancellation)
{
    private static readonly string[] Modes = ["points", "lines", "line loops", "line strips"];

    private readonly JsonElement[] _meshes = fields.Array(root, "", "meshes");

    /// <summary>The number of the material of primitives that have none.</summary>
    public int DefaultMaterial => materials.Count;

    /// <summary>Whether a primitive had no material.</summary>
    public bool UsesDefaultMaterial { get; private set; }

    /// <summary>A mesh's triangles; null where it has none.</summary>
    /// <param name="index">The mesh's number.</param>
    /// <param name="skin">The skin that moves its vertices; null for those as they are.</param>
    public SceneMesh? Read(int index, GltfSkin? skin)
    {
        var mesh = fields.Element(_meshes, "meshes", index);
        var place = $"meshes[{index}]";
        var builder = new MeshBuilder(fields.Text(mesh, place, "name") ?? $"mesh {index}", warnings, cancellation);
        var primitives = fields.Array(mesh, place + ".", "primitives");
        for (var i = 0; i < primitives.Length; i++)
        {
            var primitive = fields.Element(primitives, place + ".primitives", i);
            if (ReadPrimitive(primitive, $"{place}.primitives[{i}]", skin) is { } data) builder.Add(data);
        }

        return builder.Build();
    }

    private PrimitiveData? ReadPrimitive(JsonElement primitive, string place, GltfSkin? skin)
    {
        var mode = fields.Integer(primitive, place, "mode", GltfTriangles.List);
        if (mode > GltfTriangles.Fan) throw fields.Wrong($"{place}.mode must be 0 to {GltfTriangles.Fan}");
        if (mode < GltfTriangles.List)
        {
            warnings.Add($"{place}: {Modes[mode]} have no surface and were left out");
            return null;
        }

        if (fields.Object(primitive, place, "attributes") is not { } attributes) throw fields.Wrong($"{place}.attributes is missing");
        if (primitive.TryGetProperty("targets", out _)) warnings.Add($"{place}: morph targets are not applied");
        if (attributes.TryGetProperty("POSITION", out _)) return ReadTriangles(primitive, attributes, place, mode, skin);
        warnings.Add($"{place} has no positions and was left out");
        return null;
    }

    private PrimitiveData ReadTriangles(JsonElement primitive, JsonElement attributes, string place, int mode, GltfSkin? skin)
    {
        var names = place + ".attributes";
        var accessor = fields.Integer(attributes, names, "POSITION", null);
        var vertices = accessors.CountOf(accessor);
        var indexAccessor = primitive.TryGetProperty("indices", out _) ? fields.Integer(primitive, place, "indices", null) : -1;
        budget.Take(place, Math.Max(vertices, GltfTriangles.CountOf(indexAccessor < 0 ? vertices : accessors.CountOf(indexAccessor), mode)));
        SayUnread(attributes, names);
        var material = MaterialOf(primitive, place);
        var data = new PrimitiveData
        {
            Place = place,
            Positions = accessors.Positions(accessor),
            Indices = GltfTriangles.Corners(indexAccessor < 0 ? [.. Enumerable.Range(0, vertices)] : accessors.Indices(indexAccessor, vertices), mode, mirrors: false),
            Material = material,
            Normals = Attribute(attributes, names, "NORMAL", 3, vertices),
            Tangents = Attribute(attributes, names, "TANGENT", 4, vertices),
            TexCoords0 = Attribute(attributes, names, "TEXCOORD_0", 2, vertices),
            TexCoords1 = Attribute(attributes, names, "TEXCOORD_1", 2, vertices),
            Colors = Colors(attributes, names, vertices),
            TangentSet = material < materials.Count ? materials[material].NormalTexture?.TexCoords ?? -1 : -1,
        };
        return skin is null ? data : skin.Move(data, Joints(attributes, names, vertices), Attribute(attributes, names, "WEIGHTS_0", 4, vertices));
    }

    private int MaterialOf(JsonElement primitive, string place)
    {
        var material = fields.Integer(primitive, place, "material", DefaultMaterial);
        if (primitive.TryGetProperty("material", out _) && material >= materials.Count) throw fields.Wrong($"{place}.material: there is no materials[{material}], materials has {materials.Count} elements");
        UsesDefaultMaterial |= material == DefaultMaterial;
        return material;
    }

    private float[]? Attribute(JsonElement attributes, string place, string name, int components, int vertices)
    {
        if (!attributes.TryGetProperty(name, out _)) return null;
        var accessor = CheckedAccessor(attributes, place, name, vertices);
        return accessors.Floats(accessor, components, $"a number of {name}");
    }

    private int[]? Joints(JsonElement attributes, string place, int vertices) =>
        attributes.TryGetProperty("JOINTS_0", out _) ? accessors.Integers(CheckedAccessor(attributes, place, "JOINTS_0", vertices), 4) : null;

    private float[]? Colors(JsonElement attributes, string place, int vertices)
    {
        if (!attributes.TryGetProperty("COLOR_0", out _)) return null;
        var accessor = CheckedAccessor(attributes, place, "COLOR_0", vertices);
        if (accessors.ComponentsOf(accessor) != 3) return accessors.Floats(accessor, 4, "a colour");
        var colors = accessors.Floats(accessor, 3, "a colour");
        var widened = new float[vertices * 4];
        for (var i = 0; i < widened.Length; i++) widened[i] = i % 4 == 3 ? 1 : colors[(i / 4 * 3) + (i % 4)];
        return widened;
    }

    private int CheckedAccessor(JsonElement attributes, string place, string name, int vertices)
    {
        var accessor = fields.Integer(attributes, place, name, null);
        var count = accessors.CountOf(accessor);
        return count == vertices ? accessor : throw fields.Wrong($"{place}.{name} has {count} elements, POSITION has {vertices}");
    }

    private void SayUnread(JsonElement attributes, string place)
    {
        foreach (var attribute in attributes.EnumerateObject())
        {
            var name = GltfFields.NameOf(attribute) ?? "(a name that is no Unicode)";
            var isRead = name is "POSITION" or "NORMAL" or "TANGENT" or "TEXCOORD_0" or "TEXCOORD_1" or "COLOR_0" or "JOINTS_0" or "WEIGHTS_0";
            if (!isRead && !name.StartsWith('_')) warnings.Add($"{place}.{name} is not read");
        }
    }
}
