using System.Text.Json;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>The skins of a glTF file; each is read once.</summary>
/// <param name="root">The file's JSON.</param>
/// <param name="fields">Makes messages.</param>
/// <param name="accessors">Where inverse bind matrices lie.</param>
/// <param name="nodes">Where joints stand.</param>
internal sealed class GltfSkins(JsonElement root, GltfFields fields, GltfAccessors accessors, GltfNodes nodes)
{
    private const int MatrixSize = 16;

    private readonly JsonElement[] _skins = fields.Array(root, "", "skins");
    private readonly Dictionary<int, GltfSkin> _read = [];

    /// <summary>A skin at rest pose.</summary>
    public GltfSkin Read(int index)
    {
        if (_read.TryGetValue(index, out var known)) return known;
        var place = $"skins[{index}]";
        var skin = fields.Element(_skins, "skins", index);
        var joints = fields.Array(skin, place + ".", "joints");
        if (joints.Length > nodes.Count) throw fields.Wrong($"{place}.joints has more elements than there are nodes");
        var inverse = Matrices(skin, place, joints.Length);
        var maps = new Affine3[joints.Length];
        for (var i = 0; i < maps.Length; i++)
        {
            var world = nodes.WorldOf(fields.Integer(joints[i], place + ".joints"));
            maps[i] = (inverse is null ? world : world.After(inverse[i])).ToAffine();
        }

        return _read[index] = new GltfSkin(place, maps, fields);
    }

    private GltfTransform[]? Matrices(JsonElement skin, string place, int joints)
    {
        if (!skin.TryGetProperty("inverseBindMatrices", out _)) return null;
        var accessor = fields.Integer(skin, place, "inverseBindMatrices", null);
        var count = accessors.CountOf(accessor);
        if (count < joints || count > nodes.Count) throw fields.Wrong($"{place}.inverseBindMatrices has {count} elements, there are {joints} joints");
        var numbers = accessors.Floats(accessor, MatrixSize, "a matrix");
        var matrices = new GltfTransform[joints];
        for (var i = 0; i < joints; i++) matrices[i] = GltfTransform.FromMatrix([.. numbers.AsSpan(i * MatrixSize, MatrixSize).ToArray().Select(static n => (double)n)]);
        return matrices;
    }
}
