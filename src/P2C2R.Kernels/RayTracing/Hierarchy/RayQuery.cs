using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>A ray on its way through a scene, and what it has found.</summary>
internal ref struct RayQuery
{
    /// <summary>Where it goes.</summary>
    public required ReadOnlySpan<PlacedMesh> Instances { get; init; }

    /// <summary>The trees of meshes that stand in many places.</summary>
    public required ReadOnlySpan<WideTree> Meshes { get; init; }

    /// <summary>The ray in the world.</summary>
    public required Ray Ray { get; init; }

    /// <summary>Whether any hit will do.</summary>
    public required bool AnyHit { get; init; }

    /// <summary>The frame of the ray in the space of the tree that it is in.</summary>
    public required RayFrame Frame;

    /// <summary>The instance whose tree it is in; -1 in the world's.</summary>
    public int Instance = -1;

    /// <summary>Hits behind it don't count any more.</summary>
    public float Farthest;

    /// <summary>The best hit so far.</summary>
    public Hit Best = Hit.None;

    /// <summary>A ray that has found nothing.</summary>
    public RayQuery()
    {
    }

    /// <summary>Whether the ray meets a block's triangle, and the hit comes before the best so far.</summary>
    public readonly bool Improves(ref readonly TriangleBlock block, int lane, out Hit hit)
    {
        Unsafe.SkipInit(out hit);
        if (!TriangleTest.Meets(Frame, Ray.Nearest, Farthest, block.Corner(0, lane), block.Corner(1, lane), block.Corner(2, lane), ref hit)) return false;
        (hit.Instance, hit.Triangle) = (Instance >= 0 ? Instance : InstanceOf(in block, lane), TriangleOf(in block, lane));
        return hit.Distance < Best.Distance || !Best.Found || hit.Instance < Best.Instance || (hit.Instance == Best.Instance && hit.Triangle < Best.Triangle);
    }

    /// <summary>Keeps a hit that improves.</summary>
    public void Take(in Hit hit)
    {
        Best = hit;
        Farthest = hit.Distance;
    }

    private static unsafe int InstanceOf(ref readonly TriangleBlock block, int lane) => block.Instances[lane];

    private static unsafe int TriangleOf(ref readonly TriangleBlock block, int lane) => block.Triangles[lane];
}
