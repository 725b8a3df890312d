using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>
/// Builds a tree, or a part of one, from the top down. Each node parts its primitives in two, then the part with the greatest surface,
/// and so on until it has eight: the same as a binary tree whose greatest nodes are opened first (I. Wald, C. Benthin and S. Boulos,
/// "Getting Rid of Packets", IEEE Symposium on Interactive Ray Tracing 2008).
/// </summary>
/// <param name="triangles">What to build it over.</param>
/// <param name="largestJob">Parts of at most so many primitives are left to others; 0 where none are.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed unsafe class SubtreeBuilder(TriangleList triangles, int largestJob, CancellationToken cancellation) : IDisposable
{
    /// <summary>References to blocks count from here: the one before is the empty block.</summary>
    public const int FirstBlock = 1;

    // From here on sets are halved by number: what is left of 2^22 primitives is gone long before WideTree.MaxDepth.
    private const int HalvingDepth = 48;

    private readonly BinnedSplit _split = new();
    private readonly bool _hasInstances = triangles.All.Count > triangles.Count;

    /// <summary>The nodes, parents before children; children's references count from this builder's first node and block.</summary>
    public Growing<WideNode> Nodes { get; } = new(64);

    /// <summary>The blocks, in the order in which nodes name them.</summary>
    public Growing<TriangleBlock> Blocks { get; } = new(64);

    /// <summary>What is left to others: the places of children whose nodes somebody else builds.</summary>
    public List<SubtreeJob> Jobs { get; } = [];

    /// <inheritdoc/>
    public void Dispose()
    {
        Nodes.Dispose();
        Blocks.Dispose();
    }

    /// <summary>Builds a node and all below it.</summary>
    /// <param name="set">At least one primitive.</param>
    /// <param name="depth">How many nodes are above it.</param>
    /// <returns>The node's place.</returns>
    [SkipLocalsInit]
    public int Build(in PrimitiveSet set, int depth)
    {
        cancellation.ThrowIfCancellationRequested();
        var children = stackalloc PrimitiveSet[WideNode.Width];
        var count = Part(set, children, depth >= HalvingDepth);
        var place = Nodes.Add();
        var references = stackalloc uint[WideNode.Width];
        for (var i = 0; i < count; i++)
        {
            if (IsLeaf(children[i])) references[i] = Leaf(children[i]);
            else if (children[i].Count <= largestJob) Jobs.Add(new SubtreeJob(place, i, children[i], depth + 1));
            else references[i] = (uint)Build(children[i], depth + 1);
        }

        for (var i = count; i < WideNode.Width; i++) references[i] = NodeReference.Empty;
        fixed (WideNode* node = &Nodes[place]) NodePacker.Pack(node, set.Bounds, children, references, count);
        return place;
    }

    private int Part(in PrimitiveSet set, PrimitiveSet* children, bool halve)
    {
        children[0] = set;
        var sizes = stackalloc float[WideNode.Width];
        sizes[0] = SizeOf(set, halve);
        var count = 1;
        while (count < WideNode.Width)
        {
            var widest = 0;
            for (var i = 1; i < count; i++)
            {
                if (sizes[i] > sizes[widest]) widest = i;
            }

            if (sizes[widest] < 0) break;
            _split.Split(triangles.Primitives, children[widest], halve, out var left, out var right);
            (children[widest], children[count]) = (left, right);
            sizes[widest] = SizeOf(left, halve);
            sizes[count++] = SizeOf(right, halve);
        }

        return count;
    }

    /// <summary>What decides which set is parted next; negative for leaves. From some depth on it is the number, so that the tree ends.</summary>
    private float SizeOf(in PrimitiveSet set, bool halve) => IsLeaf(set) ? -1 : halve ? set.Count : set.Bounds.HalfArea;

    /// <summary>Up to eight triangles, or one instance.</summary>
    private bool IsLeaf(in PrimitiveSet set)
    {
        if (set.Count == 1) return true;
        if (set.Count > TriangleBlock.Width) return false;
        if (!_hasInstances) return true;
        for (var i = set.First; i < set.First + set.Count; i++)
        {
            if (triangles.Primitives.Of(set.Side)[i].Number >= triangles.Count) return false;
        }

        return true;
    }

    private uint Leaf(in PrimitiveSet set)
    {
        var primitives = triangles.Primitives.Of(set.Side) + set.First;
        var number = primitives->Number;
        if (number >= triangles.Count) return NodeReference.Instance | (uint)(number - triangles.Count);
        var place = Blocks.Add();
        fixed (TriangleBlock* block = &Blocks[place])
        {
            block->Clear();
            for (var i = 0; i < set.Count; i++) triangles.Store(primitives[i].Number, block, i);
        }

        return NodeReference.Block | (uint)(place + FirstBlock);
    }
}
