using System.Runtime.CompilerServices;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy.Building;
using P2C2R.Kernels.RayTracing.Hierarchy.Packets;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>
/// A scene's triangles, arranged so that rays find theirs quickly. What a ray hits is a function of ray and triangles alone: of all
/// that it meets the one with the least (distance, instance, triangle). Safe for threads; asking allocates nothing.
/// </summary>
public sealed class SceneHierarchy
{
    /// <summary>Coordinates may be so far from 0, in any unit of length: beyond it products of three of them leave binary32.</summary>
    public const float MaxCoordinate = 1e9f;

    /// <summary>Most triangles that a hierarchy holds.</summary>
    public const int MaxTriangles = 1 << 22;

    private readonly WideTree _world;
    private readonly WideTree[] _meshes;
    private readonly PlacedMesh[] _instances;
    private readonly InstanceMargin _margin;

    internal SceneHierarchy(WideTree world, WideTree[] meshes, PlacedMesh[] instances, InstanceMargin margin)
        => (_world, _meshes, _instances, _margin) = (world, meshes, instances, margin);

    /// <summary>Arranges a scene. Triangles without area are left out.</summary>
    /// <param name="meshes">What stands in it.</param>
    /// <param name="instances">Where.</param>
    /// <param name="threads">How many threads to use, 1 or more; the result doesn't depend on it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InputException">A coordinate that is not finite or too large, an index that has no vertex, too many triangles.</exception>
    public static SceneHierarchy Build(IReadOnlyList<TriangleMesh> meshes, IReadOnlyList<GeometryInstance> instances, int threads, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return new HierarchyBuilder(meshes, instances, threads, cancellation).Build();
    }

    /// <summary>The canonical bytes: the same for the same scene on every machine, whatever its vectors and threads.</summary>
    public ReadOnlyMemory<byte> Write() => HierarchyFormat.Write(_world, _meshes, _instances, _margin);

    /// <summary>The least corner of the box around everything.</summary>
    public Float3 Low => _world.Low;

    /// <summary>The greatest corner of the box around everything.</summary>
    public Float3 High => _world.High;

    /// <summary>The instances that rays enter; the triangles of the others stand in the world's tree.</summary>
    internal IReadOnlyList<PlacedMesh> Placed => _instances;

    /// <summary>What a ray hits first.</summary>
    /// <returns>Whether it hits anything.</returns>
    public bool Closest(in Ray ray, out Hit hit)
    {
        var filter = default(EveryHit);
        return Closest(ray, ref filter, out hit);
    }

    /// <summary>What a ray hits first of all that a filter lets count.</summary>
    public bool Closest<TFilter>(in Ray ray, ref TFilter filter, out Hit hit)
        where TFilter : struct, IHitFilter
        => Find(ray, ref filter, false, out hit);

    /// <summary>Whether rays that go the same way are sooner found together, on this machine and in this scene.</summary>
    public bool HasPackets => PacketTraversal.IsSupported && _instances.Length == 0 && _world.Nodes.Length > 0;

    /// <summary>What each of some rays hits first: the same as one by one, and sooner where neighbours in groups of 16 go nearly the same way.</summary>
    /// <param name="rays">The rays.</param>
    /// <param name="hits">Receives as many hits.</param>
    public unsafe void Closest(ReadOnlySpan<Ray> rays, Span<Hit> hits)
    {
        hits = hits[..rays.Length];
        var i = 0;
        fixed (Ray* first = rays)
        {
            for (; i + RayPacket.Width <= rays.Length; i += RayPacket.Width)
            {
                if (HasPackets && PacketTraversal.TryTrace(_world, first + i, hits.Slice(i, RayPacket.Width))) continue;
                for (var j = i; j < i + RayPacket.Width; j++) Closest(rays[j], out hits[j]);
            }
        }

        for (; i < rays.Length; i++) Closest(rays[i], out hits[i]);
        GC.KeepAlive(this);
    }

    /// <summary>Whether a ray hits anything.</summary>
    public bool Occluded(in Ray ray)
    {
        var filter = default(EveryHit);
        return Occluded(ray, ref filter);
    }

    /// <summary>Whether a ray hits anything that a filter lets count.</summary>
    public bool Occluded<TFilter>(in Ray ray, ref TFilter filter)
        where TFilter : struct, IHitFilter
        => Find(ray, ref filter, true, out _);

    /// <summary>The box around an entered mesh, in its own space.</summary>
    internal (Float3 Low, Float3 High) BoundsOf(PlacedMesh placed) => (_meshes[placed.Tree].Low, _meshes[placed.Tree].High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Find<TFilter>(in Ray ray, ref TFilter filter, bool anyHit, out Hit hit)
        where TFilter : struct, IHitFilter
    {
        if (RayLanes512.IsSupported) return Find<RayLanes512, TFilter>(ray, ref filter, anyHit, out hit);
        if (RayLanes256.IsSupported) return Find<RayLanes256, TFilter>(ray, ref filter, anyHit, out hit);
        return Find<RayLanesScalar, TFilter>(ray, ref filter, anyHit, out hit);
    }

    /// <summary>On vectors of some width; they all find the same.</summary>
    [SkipLocalsInit]
    internal unsafe bool Find<TLanes, TFilter>(in Ray ray, ref TFilter filter, bool anyHit, out Hit hit)
        where TLanes : unmanaged, IRayLanes<TLanes>
        where TFilter : struct, IHitFilter
    {
        hit = Hit.None;
        if (_world.Nodes.Length == 0 || !RayFrame.TryMake(ray, _world.LowLanes, _world.HighLanes, out var frame)) return false;

        // In whole cache lines: they are read again for each node.
        var memory = stackalloc byte[sizeof(TLanes) + AlignedArray<byte>.CacheLine];
        var lanes = (TLanes*)(((nint)memory + AlignedArray<byte>.CacheLine - 1) & ~(AlignedArray<byte>.CacheLine - 1));
        if (_instances.Length == 0)
        {
            TLanes.Prepare(ref frame, ref frame, out *lanes);
        }
        else
        {
            var boxes = frame.Widened(_margin.Of(frame));
            TLanes.Prepare(ref frame, ref boxes, out *lanes);
        }

        var query = new RayQuery { Ray = ref ray, AnyHit = anyHit, Frame = ref frame, Farthest = ray.Farthest, Instance = -1, Instances = _instances, Meshes = _meshes, Best = ref hit };
        Traversal.Trace(_world, *lanes, ref query, ref filter);
        GC.KeepAlive(this);
        return hit.Found;
    }
}
