using System.Runtime.CompilerServices;
using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>
/// Signed distances to the surface of a closed mesh, less than 0 inside, at points of a grid in the mesh's own axes; between them by trilinear interpolation.
/// Canonical bytes: <c>i32 x, y, z points | f32 x, y, z of the first | f32 spacing | f32 distances, x first</c>.
/// </summary>
internal sealed class DistanceField
{
    /// <summary>Distances are exact up to here and cut off beyond, in cells: farther away nobody asks.</summary>
    public const float Reach = 4;

    /// <summary>Most points.</summary>
    public const int MaxPoints = 1 << 22;

    private const int MaxSide = 4096;

    private readonly float[] _distances;

    /// <summary>Takes distances as they are.</summary>
    public DistanceField((int X, int Y, int Z) points, Float3 low, float spacing, float[] distances) => (Points, Low, Spacing, _distances) = (points, low, spacing, distances);

    /// <summary>Points along each axis.</summary>
    public (int X, int Y, int Z) Points { get; }

    /// <summary>The first point.</summary>
    public Float3 Low { get; }

    /// <summary>From one point to the next, in cells.</summary>
    public float Spacing { get; }

    /// <summary>The last point.</summary>
    public Float3 High => Low + (new Float3(Points.X - 1, Points.Y - 1, Points.Z - 1) * Spacing);

    /// <summary>The distance of a place, and the direction in which it rises; <see cref="Reach"/> and no direction beyond the grid.</summary>
    public float At(Float3 place, out Float3 normal)
    {
        normal = default;
        var at = (place - Low) / Spacing;
        if (!(at.X >= 0 && at.Y >= 0 && at.Z >= 0 && at.X < Points.X - 1 && at.Y < Points.Y - 1 && at.Z < Points.Z - 1)) return Reach;
        var (x, y, z) = ((int)at.X, (int)at.Y, (int)at.Z);
        var (u, v, w) = (at.X - x, at.Y - y, at.Z - z);
        var first = (((z * Points.Y) + y) * Points.X) + x;
        var (a, slopeA) = Face(first, u, v, out var alongA);
        var (b, slopeB) = Face(first + (Points.X * Points.Y), u, v, out var alongB);
        normal = new Float3(slopeA + (w * (slopeB - slopeA)), alongA + (w * (alongB - alongA)), b - a).Normalized();
        return a + (w * (b - a));
    }

    /// <summary>Writes it.</summary>
    public void Write(CanonicalWriter writer)
    {
        writer.I32(Points.X);
        writer.I32(Points.Y);
        writer.I32(Points.Z);
        foreach (var value in (ReadOnlySpan<float>)[Low.X, Low.Y, Low.Z, Spacing]) writer.F32(value);
        foreach (var value in _distances) writer.F32(value);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
    public static DistanceField? Read(ref CanonicalReader reader)
    {
        var (x, y, z) = (reader.I32(), reader.I32(), reader.I32());
        var (low, spacing) = (new Float3(reader.F32(), reader.F32(), reader.F32()), reader.F32());
        if (reader.Failed || x is < 2 or > MaxSide || y is < 2 or > MaxSide || z is < 2 or > MaxSide) return null;
        var count = (long)x * y * z;
        if (count > MaxPoints || 4 * count > reader.Left || !(spacing is > 0.01f and < 100) || !(low.Length < 1e6f)) return null;
        var distances = new float[count];
        for (var i = 0; i < distances.Length; i++)
        {
            distances[i] = reader.F32();
            if (!(Math.Abs(distances[i]) <= Reach)) return null;
        }

        return new DistanceField((x, y, z), low, spacing, distances);
    }

    /// <summary>The value in a layer, and its slopes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (float Value, float SlopeX) Face(int first, float u, float v, out float slopeY)
    {
        var (a, b) = (_distances[first], _distances[first + 1]);
        var (c, d) = (_distances[first + Points.X], _distances[first + Points.X + 1]);
        var (before, after) = (a + (u * (b - a)), c + (u * (d - c)));
        slopeY = after - before;
        return (before + (v * slopeY), (b - a) + (v * ((d - c) - (b - a))));
    }
}
