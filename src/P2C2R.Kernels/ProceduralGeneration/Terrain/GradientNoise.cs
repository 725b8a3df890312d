using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>
/// Gradient noise (K. Perlin, "Improving Noise", SIGGRAPH 2002: quintic fade) on a square lattice whose gradients come from an
/// integer hash instead of a table, for eight points at once. Coordinates are fixed-point: 16 bits of lattice cell, 16 bits of
/// fraction; noise repeats after 65,536 lattice cells. Each lane does what a scalar would: no order of operations depends on the width.
/// </summary>
internal static class GradientNoise
{
    /// <summary>Points at once.</summary>
    public const int Lanes = 8;

    private const uint ColumnFactor = 0x9E3779B1;
    private const uint RowFactor = 0x85EBCA77;

    /// <summary>Noise at eight points, within -1 and 1, typically within -0.6 and 0.6.</summary>
    /// <param name="x">Columns, 16.16.</param>
    /// <param name="y">Rows, 16.16.</param>
    /// <param name="seed">Another seed is other noise.</param>
    public static Vector256<float> Sample(Vector256<uint> x, Vector256<uint> y, uint seed)
    {
        var toFraction = Vector256.Create(1f / 65536);
        var low = Vector256.Create(0xFFFFu);
        var fx = Vector256.ConvertToSingle((x & low).AsInt32()) * toFraction;
        var fy = Vector256.ConvertToSingle((y & low).AsInt32()) * toFraction;
        var column = (x >>> 16) * Vector256.Create(ColumnFactor);
        var row = ((y >>> 16) * Vector256.Create(RowFactor)) + Vector256.Create(seed);

        // The last lattice cell has the first one at its other side.
        var nextColumn = (((x >>> 16) + Vector256<uint>.One) & low) * Vector256.Create(ColumnFactor);
        var nextRow = ((((y >>> 16) + Vector256<uint>.One) & low) * Vector256.Create(RowFactor)) + Vector256.Create(seed);
        var one = Vector256<float>.One;
        var (u, v) = (Fade(fx), Fade(fy));
        var n00 = Dot(Hash(column + row), fx, fy);
        var n10 = Dot(Hash(nextColumn + row), fx - one, fy);
        var n01 = Dot(Hash(column + nextRow), fx, fy - one);
        var n11 = Dot(Hash(nextColumn + nextRow), fx - one, fy - one);
        var upper = n00 + (u * (n10 - n00));
        var lower = n01 + (u * (n11 - n01));
        return upper + (v * (lower - upper));
    }

    private static Vector256<float> Fade(Vector256<float> t) =>
        t * t * t * ((t * ((t * Vector256.Create(6f)) - Vector256.Create(15f))) + Vector256.Create(10f));

    /// <summary>An integer finalizer: two rounds of multiply and xor-shift.</summary>
    private static Vector256<uint> Hash(Vector256<uint> h)
    {
        h = (h ^ (h >>> 15)) * Vector256.Create(0x2C1B3C6Du);
        h = (h ^ (h >>> 12)) * Vector256.Create(0x297A2D39u);
        return h ^ (h >>> 15);
    }

    /// <summary>The gradient of a hash, a point of the diamond |x| + |y| = 1, times the distance.</summary>
    private static Vector256<float> Dot(Vector256<uint> hash, Vector256<float> dx, Vector256<float> dy)
    {
        var gx = Vector256.ConvertToSingle(hash.AsInt32() >> 16) * Vector256.Create(1f / 32768);
        var gy = Vector256<float>.One - Vector256.Abs(gx);
        var sign = (hash << 16) & Vector256.Create(0x8000_0000u);
        gy = (gy.AsUInt32() ^ sign).AsSingle();
        return (gx * dx) + (gy * dy);
    }
}
