using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Packets;

/// <summary>
/// Takes sixteen rays through a tree of triangles together: boxes are tested once for all of them, triangles for each ray in a lane of its own, with the
/// arithmetic of <see cref="TriangleTest"/>. Finds what the rays find one by one. Needs AVX-512.
/// </summary>
internal static unsafe class PacketTraversal
{
    private const int StackSize = (WideTree.MaxDepth * (WideNode.Width - 1)) + 1;

    /// <summary>Whether this machine has vectors of sixteen.</summary>
    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    /// <summary>Traces sixteen rays, if they go the same way.</summary>
    /// <param name="tree">Where; not an empty one, and without instances.</param>
    /// <param name="rays">The first ray.</param>
    /// <param name="hits">Receives what they hit.</param>
    /// <returns>Whether they do.</returns>
    [SkipLocalsInit]
    public static bool TryTrace(WideTree tree, Ray* rays, Span<Hit> hits)
    {
        if (!RayPacket.TryMake(rays, tree.LowLanes, tree.HighLanes, out var packet)) return false;
        PacketBounds.Make(packet, out var bounds);
        PacketHits.Clear(out var found);
        Trace(tree, rays, ref packet, bounds, ref found);
        found.Store(packet, hits);
        return true;
    }

    [SkipLocalsInit]
    private static void Trace(WideTree tree, Ray* rays, ref RayPacket packet, in PacketBounds bounds, ref PacketHits found)
    {
        var stack = stackalloc ulong[StackSize];
        var enters = stackalloc float[WideNode.Width];
        var top = stack;
        var (nearest, farthest) = (-PacketBounds.Greatest(-packet.Nearest), PacketBounds.Greatest(packet.Farthest));
        var current = 0u;
        while (true)
        {
            if (current < NodeReference.Instance)
            {
                var node = tree.Nodes.Pointer + current;
                var hits = bounds.Pass(node, nearest, farthest, enters);
                if (hits != 0)
                {
                    current = Traversal.Descend(node, hits, enters, ref top);
                    continue;
                }
            }
            else
            {
                var block = tree.Blocks.Pointer + (current & NodeReference.Index);
                var triangles = bounds.Pass(block, nearest, farthest, enters);
                if (triangles != 0 && PacketTriangles.Meet(tree, block, triangles, rays, ref packet, ref found)) farthest = PacketBounds.Greatest(packet.Farthest);
            }

            do
            {
                if (top == stack) return;
                current = (uint)*--top;
            }
            while (BitConverter.UInt32BitsToSingle((uint)(*top >> 32)) > farthest);
        }
    }
}
