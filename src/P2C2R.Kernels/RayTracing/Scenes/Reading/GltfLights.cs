using System.Text.Json;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>The lights of a glTF file (KHR_lights_punctual).</summary>
/// <param name="root">The file's JSON.</param>
/// <param name="fields">Makes messages.</param>
/// <param name="warnings">Where repairs are said.</param>
internal sealed class GltfLights(JsonElement root, GltfFields fields, SceneWarnings warnings)
{
    private readonly JsonElement[] _lights = fields.Extension(root, "the root", GltfExtensions.Lights) is { } extension
        ? fields.Array(extension, $"extensions.{GltfExtensions.Lights}.", "lights")
        : [];

    /// <summary>The light of a node; null where it has none.</summary>
    public SceneLight? Read(GltfPlacedNode placed)
    {
        if (fields.Extension(placed.Node, placed.Place, GltfExtensions.Lights) is not { } use) return null;
        var index = fields.Integer(use, $"{placed.Place}.extensions.{GltfExtensions.Lights}", "light", null);
        var name = $"extensions.{GltfExtensions.Lights}.lights";
        var (light, place, world) = (fields.Element(_lights, name, index), $"{name}[{index}]", placed.World.ToAffine());
        var direction = UnitLength.Of(-world.Z);
        if (direction == Float3.Zero)
        {
            warnings.Add($"{placed.Place}: its light has no direction after its nodes' scales and was left out");
            return null;
        }

        var (inner, outer) = ConeOf(light, place);
        return new SceneLight
        {
            Name = fields.Text(light, place, "name") ?? fields.Text(placed.Node, placed.Place, "name") ?? "",
            Kind = KindOf(light, place),
            Intensity = IntensityOf(light, place),
            Position = world.Origin,
            Direction = direction,
            Range = (float)Math.Min(NotNegative(light, place, "range", 0), float.MaxValue),
            InnerCosine = inner,
            OuterCosine = outer,
        };
    }

    private LightKind KindOf(JsonElement light, string place) => fields.Text(light, place, "type") switch
    {
        "point" => LightKind.Point,
        "spot" => LightKind.Spot,
        "directional" => LightKind.Directional,
        _ => throw fields.Wrong($"{place}.type must be point, spot or directional"),
    };

    private Float3 IntensityOf(JsonElement light, string place)
    {
        var color = fields.Numbers(light, place, "color", 3) ?? [1, 1, 1];
        var intensity = NotNegative(light, place, "intensity", 1);
        var product = new Float3((float)(color[0] * intensity), (float)(color[1] * intensity), (float)(color[2] * intensity));
        var isPossible = product.X >= 0 && product.Y >= 0 && product.Z >= 0 && float.IsFinite(product.X) && float.IsFinite(product.Y) && float.IsFinite(product.Z);
        return isPossible ? product : throw fields.Wrong($"{place}.color times intensity must be 0 to {float.MaxValue:E1}");
    }

    /// <summary>Cosines of a spot's angles: the inner one must be the smaller angle, both at most a right angle.</summary>
    private (float Inner, float Outer) ConeOf(JsonElement light, string place)
    {
        if (fields.Object(light, place, "spot") is not { } spot) return (1, 0.70710677f);
        var inner = fields.Number(spot, place + ".spot", "innerConeAngle") ?? 0;
        var outer = fields.Number(spot, place + ".spot", "outerConeAngle") ?? Math.PI / 4;

        // Exporters write pi / 2 in binary32, which is a little more.
        if (!(inner >= 0 && inner < outer && outer <= 1.5708)) throw fields.Wrong($"{place}.spot: innerConeAngle must be 0 or more and less than outerConeAngle, that at most pi / 2");
        var (innerCosine, outerCosine) = ((float)ExactMath.Cos(inner), (float)Math.Max(0, ExactMath.Cos(outer)));
        return (innerCosine, Math.Min(outerCosine, MathF.BitDecrement(innerCosine)));
    }

    private double NotNegative(JsonElement light, string place, string field, double absent)
    {
        var number = fields.Number(light, place, field) ?? absent;
        return number >= 0 ? number : throw fields.Wrong($"{place}.{field} must be 0 or more");
    }
}
