using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>A tree of boxes over triangles, and over instances in the world's tree.</summary>
/// <param name="Nodes">The root first; none where there is nothing.</param>
/// <param name="Blocks">The empty one first.</param>
/// <param name="Low">The least corner of what it holds.</param>
/// <param name="High">The greatest corner.</param>
internal sealed record WideTree(AlignedArray<WideNode> Nodes, AlignedArray<TriangleBlock> Blocks, Float3 Low, Float3 High)
{
    /// <summary>The least corner in lanes.</summary>
    public Vector128<float> LowLanes { get; } = Vector128.Create(Low.X, Low.Y, Low.Z, 0);

    /// <summary>The greatest corner in lanes.</summary>
    public Vector128<float> HighLanes { get; } = Vector128.Create(High.X, High.Y, High.Z, 0);

    /// <summary>Nodes are nested at most so deep.</summary>
    public const int MaxDepth = 64;
}
