namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>A ray on its way through a scene, and what it has found.</summary>
internal ref struct RayQuery
{
    /// <summary>What it may enter.</summary>
    public ReadOnlySpan<PlacedMesh> Instances;

    /// <summary>The trees of meshes that stand in many places.</summary>
    public ReadOnlySpan<WideTree> Meshes;

    /// <summary>The ray in the world.</summary>
    public ref readonly Ray Ray;

    /// <summary>The frame of the ray in the space of the tree that it is in.</summary>
    public ref readonly RayFrame Frame;

    /// <summary>The best hit so far.</summary>
    public ref Hit Best;

    /// <summary>Whether any hit will do.</summary>
    public bool AnyHit;

    /// <summary>The instance whose tree it is in; -1 in the world's.</summary>
    public int Instance;

    /// <summary>Hits behind it don't count any more.</summary>
    public float Farthest;

    /// <summary>Whether a hit comes before the best so far; it is no farther.</summary>
    public readonly bool Improves(in Hit hit)
        => hit.Distance < Farthest || !Best.Found || hit.Instance < Best.Instance || (hit.Instance == Best.Instance && hit.Triangle < Best.Triangle);

    /// <summary>Keeps a hit that improves.</summary>
    public void Take(in Hit hit)
    {
        Best = hit;
        Farthest = hit.Distance;
    }
}
