using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>
/// Builds a tree: its upper part first, then the parts below, on any number of threads. Where the upper part ends depends on the primitives
/// alone, and the parts are joined in its order, so the tree doesn't depend on the threads.
/// </summary>
internal static unsafe class TreeBuilder
{
    private const int SmallestJob = 1024;
    private const int JobsPerTree = 16;

    /// <summary>Builds a tree.</summary>
    /// <param name="triangles">What to build it over; their boxes are reordered.</param>
    /// <param name="threads">1 or more.</param>
    /// <param name="cancellation">Ends it.</param>
    public static WideTree Build(TriangleList triangles, int threads, CancellationToken cancellation)
    {
        if (triangles.All.Count == 0) return new WideTree(new(0), new(0), default, default);
        var largestJob = Math.Max(SmallestJob, triangles.All.Count / JobsPerTree);
        using var top = new SubtreeBuilder(triangles, largestJob, cancellation);
        top.Build(triangles.All, 0);
        var parts = new SubtreeBuilder[top.Jobs.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        if (threads == 1) for (var i = 0; i < parts.Length; i++) parts[i] = BuildPart(triangles, top.Jobs[i], cancellation);
        else Parallel.For(0, parts.Length, options, i => parts[i] = BuildPart(triangles, top.Jobs[i], cancellation));
        var tree = Join(triangles.All.Bounds, top, parts);
        foreach (var part in parts) part.Dispose();
        return tree;
    }

    private static SubtreeBuilder BuildPart(TriangleList triangles, SubtreeJob job, CancellationToken cancellation)
    {
        var builder = new SubtreeBuilder(triangles, 0, cancellation);
        builder.Build(job.Set, job.Depth);
        return builder;
    }

    private static WideTree Join(Box bounds, SubtreeBuilder top, SubtreeBuilder[] parts)
    {
        var nodes = new AlignedArray<WideNode>(top.Nodes.Count + parts.Sum(static p => p.Nodes.Count));
        var blocks = new AlignedArray<TriangleBlock>(1 + top.Blocks.Count + parts.Sum(static p => p.Blocks.Count));
        blocks.Pointer->Clear();
        var (node, block) = (0, 1);
        Append(top, nodes, blocks, ref node, ref block);
        for (var i = 0; i < parts.Length; i++)
        {
            nodes.Pointer[top.Jobs[i].Parent].Children[top.Jobs[i].Slot] = (uint)node;
            Append(parts[i], nodes, blocks, ref node, ref block);
        }

        return new WideTree(nodes, blocks, Corner(bounds.Low), Corner(bounds.High));
    }

    private static void Append(SubtreeBuilder part, AlignedArray<WideNode> nodes, AlignedArray<TriangleBlock> blocks, ref int node, ref int block)
    {
        part.Nodes.Span.CopyTo(nodes.Span[node..]);
        part.Blocks.Span.CopyTo(blocks.Span[block..]);
        for (var i = node; i < node + part.Nodes.Count; i++)
        {
            for (var slot = 0; slot < WideNode.Width; slot++)
            {
                ref var child = ref nodes.Pointer[i].Children[slot];
                if (child == NodeReference.Empty) continue;
                if ((child & NodeReference.Block) != 0) child += (uint)(block - SubtreeBuilder.FirstBlock);
                else if ((child & NodeReference.Instance) == 0) child += (uint)node;
            }
        }

        node += part.Nodes.Count;
        block += part.Blocks.Count;
    }

    private static Float3 Corner(Vector128<float> v) => new(v.GetElement(0), v.GetElement(1), v.GetElement(2));
}
