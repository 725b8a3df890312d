using System.Runtime.InteropServices;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>Up to eight triangles that are tested at once.</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal unsafe struct TriangleBlock
{
    /// <summary>How many triangles there may be.</summary>
    public const int Width = 8;

    /// <summary>Its size in memory.</summary>
    public const int Bytes = ((9 + 2) * Width) * sizeof(float);

    /// <summary>Eight numbers for each of corner 0's x, y, z, then corner 1's, then corner 2's. NaN where there is no triangle: nothing hits it.</summary>
    public fixed float Corners[9 * Width];

    /// <summary>Each triangle's instance; -1 where there is no triangle.</summary>
    public fixed int Instances[Width];

    /// <summary>Each triangle's number in its mesh; -1 where there is no triangle.</summary>
    public fixed int Triangles[Width];

    /// <summary>Makes it hold nothing.</summary>
    public void Clear()
    {
        for (var i = 0; i < 9 * Width; i++) Corners[i] = float.NaN;
        for (var i = 0; i < Width; i++) (Instances[i], Triangles[i]) = (-1, -1);
    }

    /// <summary>A triangle's corner.</summary>
    /// <param name="corner">0 to 2.</param>
    /// <param name="lane">0 to 7.</param>
    public readonly Float3 Corner(int corner, int lane)
    {
        var first = (3 * corner * Width) + lane;
        return new(Corners[first], Corners[first + Width], Corners[first + (2 * Width)]);
    }
}
