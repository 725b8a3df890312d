using System.Text.Json;

namespace P2C2R.Kernels.Meshes;

/// <summary>Gathers what a glTF file's triangles show of themselves, primitive by primitive.</summary>
/// <param name="fields">Makes messages.</param>
/// <param name="accessors">Where the numbers are.</param>
/// <param name="source">The materials.</param>
internal sealed class GltfSurfaceReader(GltfFields fields, GltfAccessors accessors, GltfMaterialSource source)
{
    private readonly List<float> _normals = [];
    private readonly List<float> _texCoords0 = [];
    private readonly List<float> _texCoords1 = [];
    private readonly List<float> _colors = [];
    private readonly List<int> _materials = [];
    private bool _hasNormals;
    private bool _hasTexCoords0;
    private bool _hasTexCoords1;
    private bool _hasColors;

    /// <summary>Adds a primitive.</summary>
    /// <param name="primitive">Its object.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="place">What messages call it.</param>
    /// <param name="vertices">How many it has.</param>
    /// <param name="triangles">How many it has.</param>
    /// <param name="transform">From its space to the world.</param>
    public void Add(JsonElement primitive, JsonElement attributes, string place, int vertices, int triangles, GltfTransform transform)
    {
        var names = place + ".attributes";
        var material = primitive.TryGetProperty("material", out _) ? fields.Integer(primitive, place, "material", null) : -1;
        if (material >= source.Materials.Count) throw fields.Wrong($"{place}.material: there is no materials[{material}], materials has {source.Materials.Count} elements");
        _materials.AddRange(Enumerable.Repeat(material, triangles));
        _hasNormals |= Append(_normals, Floats(attributes, names, "NORMAL", 3, vertices), 3, vertices, 0);
        _hasTexCoords0 |= Append(_texCoords0, Floats(attributes, names, "TEXCOORD_0", 2, vertices), 2, vertices, 0);
        _hasTexCoords1 |= Append(_texCoords1, Floats(attributes, names, "TEXCOORD_1", 2, vertices), 2, vertices, 0);
        _hasColors |= Append(_colors, Colors(attributes, names, vertices), 4, vertices, 1);
        var affine = transform.ToAffine();
        for (var i = _normals.Count - (3 * vertices); i < _normals.Count; i += 3)
        {
            var normal = affine.Normal(new(_normals[i], _normals[i + 1], _normals[i + 2])).Normalized();
            (_normals[i], _normals[i + 1], _normals[i + 2]) = (normal.X, normal.Y, normal.Z);
        }
    }

    /// <summary>What was gathered.</summary>
    public MeshSurface Build() => new([.. _materials], source)
    {
        Normals = _hasNormals ? [.. _normals] : null,
        TexCoords0 = _hasTexCoords0 ? [.. _texCoords0] : null,
        TexCoords1 = _hasTexCoords1 ? [.. _texCoords1] : null,
        Colors = _hasColors ? [.. _colors] : null,
    };

    private static bool Append(List<float> all, float[]? values, int components, int vertices, float missing)
    {
        all.AddRange(values ?? Enumerable.Repeat(missing, components * vertices));
        return values is not null;
    }

    private float[]? Floats(JsonElement attributes, string place, string name, int components, int vertices)
    {
        if (!attributes.TryGetProperty(name, out _)) return null;
        var accessor = fields.Integer(attributes, place, name, null);
        if (accessors.CountOf(accessor) != vertices) throw fields.Wrong($"{place}.{name} has {accessors.CountOf(accessor)} elements, POSITION has {vertices}");
        return accessors.Floats(accessor, components, $"a number of {name}");
    }

    /// <summary>With or without alpha.</summary>
    private float[]? Colors(JsonElement attributes, string place, int vertices)
    {
        const string name = "COLOR_0";
        if (!attributes.TryGetProperty(name, out _)) return null;
        if (accessors.ComponentsOf(fields.Integer(attributes, place, name, null)) == 4) return Floats(attributes, place, name, 4, vertices);
        var colors = Floats(attributes, place, name, 3, vertices)!;
        return [.. Enumerable.Range(0, 4 * vertices).Select(i => i % 4 == 3 ? 1 : colors[(i / 4 * 3) + (i % 4)])];
    }
}
