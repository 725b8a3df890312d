using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>The canonical bytes of one tree. A node is its grid (6 numbers), 8 references, and for each axis 8 low and 8 high planes; a block is the number of its triangles and for each 9 coordinates, instance and triangle.</summary>
internal static unsafe class TreeFormat
{
    /// <summary>What an empty tree takes.</summary>
    public const int LeastBytes = 32;

    private const int BytesOfNode = (6 * 4) + (WideNode.Width * 4) + (6 * WideNode.Width);
    private const int BytesOfTriangle = (9 + 2) * 4;

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

    /// <summary>Reads a tree.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="triangles">How many triangles each instance has.</param>
    /// <param name="entered">How many instances it may lead to.</param>
    /// <param name="isMesh">Whether it is the tree of a mesh, whose triangles have no instance.</param>
    public static WideTree Read(ref CanonicalReader reader, int[] triangles, int entered, bool isMesh)
    {
        var (low, high) = (HierarchyFormat.ReadPoint(ref reader, SceneHierarchy.MaxCoordinate), HierarchyFormat.ReadPoint(ref reader, SceneHierarchy.MaxCoordinate));
        var (nodes, blocks) = (HierarchyFormat.Count(ref reader, BytesOfNode), HierarchyFormat.Count(ref reader, BytesOfTriangle + 1));
        var tree = new WideTree(new(nodes), new(blocks), low, high);
        if (blocks == 0 != (nodes == 0)) throw HierarchyFormat.Wrong("nodes without blocks");
        if (blocks > 0) tree.Blocks.Pointer->Clear();
        for (var i = 0; i < nodes; i++) ReadNode(ref reader, tree.Nodes.Pointer + i);
        CheckReferences(tree, entered);
        for (var i = 1; i < blocks; i++) tree.MostTriangle = Math.Max(tree.MostTriangle, ReadBlock(ref reader, tree.Blocks.Pointer + i, triangles, isMesh));
        return tree;
    }

    private static void WriteNode(CanonicalWriter writer, WideNode* node)
    {
        for (var i = 0; i < 3; i++) HierarchyFormat.WriteFloat(writer, node->Origin[i]);
        for (var i = 0; i < 3; i++) HierarchyFormat.WriteFloat(writer, node->Scale[i]);
        for (var i = 0; i < WideNode.Width; i++) writer.I32((int)node->Children[i]);
        for (var axis = 0; axis < 3; axis++) writer.Bytes(new ReadOnlySpan<byte>(node->Planes + (axis * WideNode.PlanesOfAxis), 2 * WideNode.Width));
    }

    private static void ReadNode(ref CanonicalReader reader, WideNode* node)
    {
        for (var i = 0; i < 3; i++) node->Origin[i] = HierarchyFormat.ReadFloat(ref reader, SceneHierarchy.MaxCoordinate);
        for (var i = 0; i < 3; i++) node->Scale[i] = HierarchyFormat.ReadFloat(ref reader, SceneHierarchy.MaxCoordinate);
        for (var i = 0; i < WideNode.Width; i++) node->Children[i] = (uint)reader.I32();
        for (var axis = 0; axis < 3; axis++)
        {
            var planes = new Span<byte>(node->Planes + (axis * WideNode.PlanesOfAxis), WideNode.PlanesOfAxis);
            var taken = reader.Take(2 * WideNode.Width);
            if (reader.Failed) throw HierarchyFormat.Wrong("they end inside a node");
            taken.CopyTo(planes);
            planes[..WideNode.Width].CopyTo(planes[(2 * WideNode.Width)..]);
        }
    }

    /// <summary>Nodes come after their parents, each once, and not too deep: so every ray comes to an end, and its stack suffices.</summary>
    private static void CheckReferences(WideTree tree, int entered)
    {
        var depths = new byte[tree.Nodes.Length];
        for (var i = 0; i < depths.Length; i++)
        {
            if (i > 0 && depths[i] == 0) throw HierarchyFormat.Wrong($"nothing leads to node {i}");
            for (var slot = 0; slot < WideNode.Width; slot++)
            {
                var child = tree.Nodes.Pointer[i].Children[slot];
                var index = (int)(child & NodeReference.Index);
                if ((child & NodeReference.Block) != 0)
                {
                    if ((child & NodeReference.Instance) != 0 || index >= tree.Blocks.Length) throw HierarchyFormat.Wrong($"node {i} has a block that is not there");
                }
                else if ((child & NodeReference.Instance) != 0)
                {
                    if (index >= entered) throw HierarchyFormat.Wrong($"node {i} has an instance that is not there");
                }
                else
                {
                    if (index <= i || index >= depths.Length || depths[index] != 0) throw HierarchyFormat.Wrong($"node {i} has node {index} as a child");
                    if (depths[i] + 2 > WideTree.MaxDepth) throw HierarchyFormat.Wrong($"nodes are nested more than {WideTree.MaxDepth} deep");
                    depths[index] = (byte)(depths[i] + 1);
                }
            }
        }
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

    /// <summary>Reads a block.</summary>
    /// <returns>Its greatest number of a triangle.</returns>
    private static int ReadBlock(ref CanonicalReader reader, TriangleBlock* block, int[] triangles, bool isMesh)
    {
        block->Clear();
        var (count, most) = (reader.U8(), 0);
        if (count is 0 or > TriangleBlock.Width) throw HierarchyFormat.Wrong($"a block of {count} triangles");
        for (var lane = 0; lane < count; lane++)
        {
            for (var i = 0; i < 9; i++) block->Corners[(TriangleBlock.Width * i) + lane] = HierarchyFormat.ReadFloat(ref reader, SceneHierarchy.MaxCoordinate);
            var (instance, triangle) = (reader.I32(), reader.I32());
            var isThere = isMesh ? instance == 0 && triangle >= 0 : (uint)instance < (uint)triangles.Length && (uint)triangle < (uint)triangles[instance];
            if (!isThere) throw HierarchyFormat.Wrong($"triangle {triangle} of instance {instance} is not there");
            (block->Instances[lane], block->Triangles[lane]) = (instance, triangle);
            most = Math.Max(most, triangle);
        }

        return most;
    }
}
