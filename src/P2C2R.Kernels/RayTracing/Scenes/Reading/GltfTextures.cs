using System.Text.Json;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>The textures of a glTF file with their samplers (glTF 2.0, section 3.8), as materials refer to them.</summary>
/// <param name="root">The file's JSON.</param>
/// <param name="fields">Makes messages.</param>
/// <param name="images">What the textures show.</param>
/// <param name="warnings">Where it is said what is left out.</param>
internal sealed class GltfTextures(JsonElement root, GltfFields fields, GltfImages images, SceneWarnings warnings)
{
    private const int Nearest = 9728;
    private const int Linear = 9729;
    private const int Repeat = 10497;
    private const int ClampToEdge = 33071;
    private const int MirroredRepeat = 33648;

    private readonly JsonElement[] _textures = fields.Array(root, "", "textures");
    private readonly JsonElement[] _samplers = fields.Array(root, "", "samplers");
    private readonly Dictionary<(int Texture, bool IsSrgb), int> _numbers = [];
    private readonly List<SceneTexture> _made = [];

    /// <summary>The textures that were referred to.</summary>
    public IReadOnlyList<SceneTexture> Made => _made;

    /// <summary>A reference to a texture; null where there is none, or where it can't be used, which is said.</summary>
    /// <param name="parent">The object that may hold the reference.</param>
    /// <param name="place">What messages call it.</param>
    /// <param name="field">The reference.</param>
    /// <param name="isSrgb">Whether its colours are encoded.</param>
    public TextureUse? Use(JsonElement parent, string place, string field, bool isSrgb)
    {
        if (fields.Object(parent, place, field) is not { } info) return null;
        var where = $"{place}.{field}";
        var set = fields.Integer(info, where, "texCoord", 0);
        var transform = UvTransform.Identity;
        if (fields.Extension(info, where, GltfExtensions.TextureTransform) is { } extension)
        {
            transform = TransformOf(extension, $"{where}.extensions.{GltfExtensions.TextureTransform}");
            set = fields.Integer(extension, where, "texCoord", set);
        }

        if (set > 1)
        {
            warnings.Add($"{where} uses texture coordinates {set}; only 0 and 1 are read, the texture is left out");
            return null;
        }

        return Number(fields.Integer(info, where, "index", null), isSrgb) is { } number ? new TextureUse(number, set, transform) : null;
    }

    private int? Number(int index, bool isSrgb)
    {
        if (_numbers.TryGetValue((index, isSrgb), out var known)) return known;
        var place = $"textures[{index}]";
        var texture = fields.Element(_textures, "textures", index);
        if (!texture.TryGetProperty("source", out _))
        {
            warnings.Add($"{place} has no source that can be read, it is left out");
            return null;
        }

        var image = images.Read(fields.Integer(texture, place, "source", null), isSrgb);
        var (wrapU, wrapV, isNearest) = SamplerOf(texture, place);
        _made.Add(new SceneTexture(image, isSrgb, wrapU, wrapV, isNearest));
        return _numbers[(index, isSrgb)] = _made.Count - 1;
    }

    private (TextureWrap U, TextureWrap V, bool IsNearest) SamplerOf(JsonElement texture, string place)
    {
        if (!texture.TryGetProperty("sampler", out _)) return default;
        var index = fields.Integer(texture, place, "sampler", null);
        var sampler = fields.Element(_samplers, "samplers", index);
        var filter = fields.Integer(sampler, $"samplers[{index}]", "magFilter", Linear);
        if (filter is not (Linear or Nearest)) throw fields.Wrong($"samplers[{index}].magFilter must be {Nearest} or {Linear}");
        return (WrapOf(sampler, index, "wrapS"), WrapOf(sampler, index, "wrapT"), filter == Nearest);
    }

    private TextureWrap WrapOf(JsonElement sampler, int index, string field) => fields.Integer(sampler, $"samplers[{index}]", field, Repeat) switch
    {
        Repeat => TextureWrap.Repeat,
        ClampToEdge => TextureWrap.ClampToEdge,
        MirroredRepeat => TextureWrap.MirroredRepeat,
        _ => throw fields.Wrong($"samplers[{index}].{field} must be {Repeat}, {ClampToEdge} or {MirroredRepeat}"),
    };

    /// <summary>Scale, then rotation, then offset, as the extension says.</summary>
    private UvTransform TransformOf(JsonElement extension, string place)
    {
        var offset = fields.Numbers(extension, place, "offset", 2) ?? [0, 0];
        var scale = fields.Numbers(extension, place, "scale", 2) ?? [1, 1];
        var angle = fields.Number(extension, place, "rotation") ?? 0;
        if (Math.Abs(angle) > ExactMath.MaxAngle) throw fields.Wrong($"{place}.rotation must be at most {ExactMath.MaxAngle} either way");
        var (sin, cos) = (ExactMath.Sin(angle), ExactMath.Cos(angle));
        var transform = new UvTransform((float)(cos * scale[0]), (float)(sin * scale[1]), (float)offset[0], (float)(-sin * scale[0]), (float)(cos * scale[1]), (float)offset[1]);
        var isFinite = float.IsFinite(transform.Uu) && float.IsFinite(transform.Uv) && float.IsFinite(transform.U) && float.IsFinite(transform.Vu) && float.IsFinite(transform.Vv) && float.IsFinite(transform.V);
        return isFinite ? transform : throw fields.Wrong($"{place}: offset and scale must be at most {float.MaxValue:E1}");
    }
}
