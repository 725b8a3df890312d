using System.Runtime.InteropServices;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>Where a ray meets the triangles of a block. Means something only in lanes that meet one.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BlockHits
{
    /// <summary>The distances.</summary>
    public fixed float Distances[TriangleBlock.Width];

    /// <summary>The second edge's numbers: the weights of corner 1, times the determinant.</summary>
    public fixed float V[TriangleBlock.Width];

    /// <summary>The third edge's numbers: the weights of corner 2, times the determinant.</summary>
    public fixed float W[TriangleBlock.Width];

    /// <summary>The determinants.</summary>
    public fixed float Determinants[TriangleBlock.Width];
}
