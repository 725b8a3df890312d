using System.Numerics;
using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>
/// Takes a ray through a tree, near children first. The order, and with it the vectors' width, decides how soon the hit is found and
/// not which: boxes are tested with room to spare, and of equal hits the one with the least (instance, triangle) counts.
/// </summary>
internal static unsafe class Traversal
{
    // Each node on the way down leaves at most seven children for later.
    private const int StackSize = (WideTree.MaxDepth * (WideNode.Width - 1)) + 1;

    /// <summary>Finds the closest hit, or any.</summary>
    /// <param name="tree">Where; not an empty one.</param>
    /// <param name="lanes">The prepared ray.</param>
    /// <param name="query">The ray, and what was found.</param>
    /// <param name="filter">Which hits count.</param>
    /// <returns>Whether it ended early, with any hit.</returns>
    [SkipLocalsInit]
    public static bool Trace<TLanes, TFilter>(WideTree tree, in TLanes lanes, scoped ref RayQuery query, scoped ref TFilter filter)
        where TLanes : unmanaged, IRayLanes<TLanes>
        where TFilter : struct, IHitFilter
    {
        var stack = stackalloc ulong[StackSize];
        var enters = stackalloc float[WideNode.Width];
        BlockHits met;
        var nodes = tree.Nodes.Pointer;
        var blocks = tree.Blocks.Pointer;
        var top = stack;
        var nearest = query.Ray.Nearest;
        var current = 0u;
        while (true)
        {
            if (current < NodeReference.Instance)
            {
                var hits = lanes.Pass(nodes + current, nearest, query.Farthest, enters);
                if (hits != 0)
                {
                    current = Descend(nodes + current, hits, enters, ref top);
                    continue;
                }
            }
            else if (current >= NodeReference.Block)
            {
                var block = blocks + (current & NodeReference.Index);
                var inside = lanes.Meet(block, nearest, query.Farthest, &met, out var onEdge);
                if ((inside | onEdge) != 0 && Take(block, inside, onEdge, &met, ref query, ref filter)) return true;
            }
            else if (Enter<TLanes, TFilter>(query.Instances[(int)(current & NodeReference.Index)], ref query, ref filter))
            {
                return true;
            }

            do
            {
                if (top == stack) return false;
                current = (uint)*--top;
            }
            while (BitConverter.UInt32BitsToSingle((uint)(*top >> 32)) > query.Farthest);
        }
    }

    /// <summary>The nearest child; the others go on the stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Descend(WideNode* node, uint hits, float* enters, ref ulong* top)
    {
        var first = BitOperations.TrailingZeroCount(hits);
        hits &= hits - 1;
        if (hits == 0) return node->Children[first];
        var nearest = Entry(node, enters, first);
        do
        {
            var next = Entry(node, enters, BitOperations.TrailingZeroCount(hits));
            hits &= hits - 1;

            // Without a branch, which would be wrong half the time.
            *top++ = Math.Max(nearest, next);
            nearest = Math.Min(nearest, next);
        }
        while (hits != 0);
        return (uint)nearest;
    }

    /// <summary>Distance above, child below: distances that aren't negative are in order as bits are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Entry(WideNode* node, float* enters, int slot) => ((ulong)BitConverter.SingleToUInt32Bits(enters[slot]) << 32) | node->Children[slot];

    /// <summary>Takes the hits of a block that improve.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Take<TFilter>(TriangleBlock* block, uint inside, uint onEdge, BlockHits* met, scoped ref RayQuery query, scoped ref TFilter filter)
        where TFilter : struct, IHitFilter
    {
        for (var mask = inside | onEdge; mask != 0; mask &= mask - 1)
        {
            var lane = BitOperations.TrailingZeroCount(mask);
            Hit hit = default;
            hit.Triangle = block->Triangles[lane];
            if (hit.Triangle < 0) continue;
            hit.Instance = query.Instance >= 0 ? query.Instance : block->Instances[lane];
            if ((onEdge & (1u << lane)) != 0)
            {
                if (!TriangleTest.Meets(in query.Frame, query.Ray.Nearest, query.Farthest, block->Corner(0, lane), block->Corner(1, lane), block->Corner(2, lane), ref hit)) continue;
            }
            else
            {
                hit.Distance = met->Distances[lane];
                if (hit.Distance > query.Farthest) continue;
                TriangleTest.SetWeights(met->V[lane], met->W[lane], met->Determinants[lane], ref hit);
            }

            if (!query.Improves(hit) || !filter.Accepts(in query.Ray, hit)) continue;
            query.Take(hit);
            if (query.AnyHit) return true;
        }

        return false;
    }

    /// <summary>Goes through an instance in its mesh's own space.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Enter<TLanes, TFilter>(in PlacedMesh placed, scoped ref RayQuery query, scoped ref TFilter filter)
        where TLanes : unmanaged, IRayLanes<TLanes>
        where TFilter : struct, IHitFilter
    {
        var tree = query.Meshes[placed.Tree];
        if (!RayFrame.TryMake(placed.Localize(query.Ray, query.Farthest), tree.LowLanes, tree.HighLanes, out var frame)) return false;
        TLanes.Prepare(ref frame, ref frame, out var lanes);
        var local = new RayQuery
        {
            Ray = ref query.Ray,
            AnyHit = query.AnyHit,
            Frame = ref frame,
            Farthest = query.Farthest,
            Instance = placed.Instance,
            Instances = query.Instances,
            Meshes = query.Meshes,
            Best = ref query.Best,
        };
        var ended = Trace(tree, lanes, ref local, ref filter);
        query.Farthest = local.Farthest;
        return ended;
    }
}
