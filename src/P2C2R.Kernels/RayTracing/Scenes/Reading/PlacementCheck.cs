using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>Whether a mesh can stand where a map puts it.</summary>
internal static class PlacementCheck
{
    /// <summary>Whether the map has no inverse that could be used.</summary>
    public static bool IsFlat(Affine3 map)
    {
        var determinant = map.Determinant;
        return determinant == 0 || !float.IsFinite(determinant) || !IsFinite(map.Inverse());
    }

    /// <summary>Whether every vertex stays finite: whether the corners of the box around them do, with room to spare.</summary>
    public static bool StaysFinite(SceneMesh mesh, Affine3 map)
    {
        var farthest = Float3.Zero;
        for (var i = 0; i < mesh.Positions.Length; i += 3)
        {
            var position = Float3.From(mesh.Positions, i);
            farthest = Float3.Max(farthest, Float3.Max(position, -position));
        }

        var (x, y, z) = (map.X * farthest.X, map.Y * farthest.Y, map.Z * farthest.Z);
        var bound = Magnitudes(x) + Magnitudes(y) + Magnitudes(z) + Magnitudes(map.Origin);
        return float.IsFinite(bound.X) && float.IsFinite(bound.Y) && float.IsFinite(bound.Z);
    }

    private static Float3 Magnitudes(Float3 v) => Float3.Max(v, -v);

    private static bool IsFinite(Affine3 map) => IsFinite(map.X) && IsFinite(map.Y) && IsFinite(map.Z) && IsFinite(map.Origin);

    private static bool IsFinite(Float3 v) => float.IsFinite(v.X) && float.IsFinite(v.Y) && float.IsFinite(v.Z);
}
