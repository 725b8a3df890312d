using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>The canonical bytes of one tree. A node is its grid (6 numbers), 8 references, and for each axis 8 low and 8 high planes; a block is the number of its triangles and for each 9 coordinates, instance and triangle.</summary>
internal static unsafe class TreeFormat
{
    /// <summary>Writes a tree.</summary>
    public static void Write(CanonicalWriter writer, WideTree tree)
    {
        HierarchyFormat.WritePoint(writer, tree.Low);
        HierarchyFormat.WritePoint(writer, tree.High);
        writer.I32(tree.Nodes.Length);
        writer.I32(tree.Blocks.Length);
        for (var i = 0; i < tree.Nodes.Length; i++) WriteNode(writer, tree.Nodes.Pointer + i);
        for (var i = 1; i < tree.Blocks.Length; i++) WriteBlock(writer, tree.Blocks.Pointer + i);
        GC.KeepAlive(tree);
    }

    private static void WriteNode(CanonicalWriter writer, WideNode* node)
    {
        for (var i = 0; i < 3; i++) HierarchyFormat.WriteFloat(writer, node->Origin[i]);
        for (var i = 0; i < 3; i++) HierarchyFormat.WriteFloat(writer, node->Scale[i]);
        for (var i = 0; i < WideNode.Width; i++) writer.I32((int)node->Children[i]);
        for (var axis = 0; axis < 3; axis++) writer.Bytes(new ReadOnlySpan<byte>(node->Planes + (axis * WideNode.PlanesOfAxis), 2 * WideNode.Width));
    }

    private static void WriteBlock(CanonicalWriter writer, TriangleBlock* block)
    {
        var count = 0;
        while (count < TriangleBlock.Width && block->Triangles[count] >= 0) count++;
        writer.U8((byte)count);
        for (var lane = 0; lane < count; lane++)
        {
            for (var i = 0; i < 9; i++) HierarchyFormat.WriteFloat(writer, block->Corners[(TriangleBlock.Width * i) + lane]);
            writer.I32(block->Instances[lane]);
            writer.I32(block->Triangles[lane]);
        }
    }
}
