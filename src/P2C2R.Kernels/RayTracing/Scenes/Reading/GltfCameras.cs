using System.Text.Json;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>The cameras of a glTF file (glTF 2.0, section 3.10): they look along their nodes' -z, +y is up; scales don't matter to them.</summary>
/// <param name="root">The file's JSON.</param>
/// <param name="fields">Makes messages.</param>
/// <param name="warnings">Where it is said what is left out.</param>
internal sealed class GltfCameras(JsonElement root, GltfFields fields, SceneWarnings warnings)
{
    private readonly JsonElement[] _cameras = fields.Array(root, "", "cameras");

    /// <summary>The camera of a node; null where it has none.</summary>
    public SceneCamera? Read(GltfPlacedNode placed)
    {
        if (!placed.Node.TryGetProperty("camera", out _)) return null;
        var index = fields.Integer(placed.Node, placed.Place, "camera", null);
        var camera = fields.Element(_cameras, "cameras", index);
        var world = placed.World.ToAffine();
        var forward = UnitLength.Of(-world.Z);
        var right = UnitLength.Of(Float3.Cross(forward, world.Y));
        if (right == Float3.Zero)
        {
            warnings.Add($"{placed.Place}: its camera has no direction after its nodes' scales and was left out");
            return null;
        }

        var read = fields.Text(camera, $"cameras[{index}]", "type") switch
        {
            "perspective" => Perspective(camera, $"cameras[{index}]"),
            "orthographic" => Orthographic(camera, $"cameras[{index}]"),
            _ => throw fields.Wrong($"cameras[{index}].type must be perspective or orthographic"),
        };
        var name = fields.Text(camera, $"cameras[{index}]", "name") ?? fields.Text(placed.Node, placed.Place, "name") ?? "";
        return read with { Name = name, Position = world.Origin, Forward = forward, Right = right, Up = Float3.Cross(right, forward) };
    }

    private SceneCamera Perspective(JsonElement camera, string place)
    {
        place += ".perspective";
        if (fields.Object(camera, place, "perspective") is not { } json) throw fields.Wrong($"{place} is missing");
        var angle = fields.Number(json, place, "yfov") ?? 0;
        if (!(angle > 0 && angle < Math.PI)) throw fields.Wrong($"{place}.yfov must be more than 0 and less than pi");
        var (near, far) = (Positive(json, place, "znear", 0), Positive(json, place, "zfar", double.PositiveInfinity));
        return Made(CameraKind.Perspective, SceneCamera.HalfHeightOf(angle), (float)Positive(json, place, "aspectRatio", 0), near, far);
    }

    private SceneCamera Orthographic(JsonElement camera, string place)
    {
        place += ".orthographic";
        if (fields.Object(camera, place, "orthographic") is not { } json) throw fields.Wrong($"{place} is missing");
        var (width, height) = (Positive(json, place, "xmag", 1), Positive(json, place, "ymag", 1));
        var (near, far) = (Positive(json, place, "znear", 0), Positive(json, place, "zfar", double.PositiveInfinity));
        return Made(CameraKind.Orthographic, (float)height, (float)(width / height), near, far);
    }

    private static SceneCamera Made(CameraKind kind, float halfHeight, float aspectRatio, double near, double far) => new()
    {
        Kind = kind,
        HalfHeight = halfHeight,
        AspectRatio = aspectRatio,
        Near = (float)near,
        Far = (float)far,
        Position = default,
        Right = default,
        Up = default,
        Forward = default,
    };

    private double Positive(JsonElement json, string place, string field, double absent)
    {
        if (fields.Number(json, place, field) is not { } number) return absent;
        var isPossible = number >= 0 && number <= float.MaxValue && (number > 1e-30 || field == "znear");
        return isPossible ? number : throw fields.Wrong($"{place}.{field} must be a positive number of at most {float.MaxValue:E1}");
    }
}
