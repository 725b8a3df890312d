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
        MemoryMarshal.CreateSpan(ref Corners[0], 9 * Width).Fill(float.NaN);
        MemoryMarshal.CreateSpan(ref Instances[0], Width).Fill(-1);
        MemoryMarshal.CreateSpan(ref Triangles[0], Width).Fill(-1);
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
