namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>What a node's child is, in 32 bits: another node, a block of triangles, or an instance with a tree of its own.</summary>
internal static class NodeReference
{
    /// <summary>Set in references to blocks.</summary>
    public const uint Block = 0x8000_0000;

    /// <summary>Set in references to instances.</summary>
    public const uint Instance = 0x4000_0000;

    /// <summary>The bits that hold an index.</summary>
    public const uint Index = 0x3FFF_FFFF;

    /// <summary>The child of a slot that has none: block 0, whose triangles nothing hits.</summary>
    public const uint Empty = Block;
}
