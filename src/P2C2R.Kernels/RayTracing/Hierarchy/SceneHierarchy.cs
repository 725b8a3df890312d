using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>
/// A scene's triangles, arranged so that rays find theirs quickly. What a ray hits is a function of ray and triangles alone: of all
/// that it meets the one with the least (distance, instance, triangle). Safe for threads; asking allocates nothing.
/// </summary>
public sealed class SceneHierarchy
{
    /// <summary>Coordinates may be so far from 0, in any unit of length: beyond it products of three of them leave binary32.</summary>
    public const float MaxCoordinate = 1e9f;

    /// <summary>Most triangles that a hierarchy holds, those of meshes that stand in many places counted each time.</summary>
    public const int MaxTriangles = 1 << 24;

    private readonly BinaryTree _tree;

    private SceneHierarchy(BinaryTree tree) => _tree = tree;

    /// <summary>Arranges a scene. Triangles without area are left out.</summary>
    /// <param name="meshes">What stands in it.</param>
    /// <param name="instances">Where.</param>
    /// <param name="threads">How many threads to use, 1 or more; the result doesn't depend on it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InputException">A coordinate that is not finite or too large, an index that has no vertex, too many triangles.</exception>
    public static SceneHierarchy Build(IReadOnlyList<TriangleMesh> meshes, IReadOnlyList<GeometryInstance> instances, int threads, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return new SceneHierarchy(new BinaryTree(meshes, instances, cancellation));
    }

    /// <summary>The least corner of the box around everything.</summary>
    public Float3 Low => _tree.Low;

    /// <summary>The greatest corner of the box around everything.</summary>
    public Float3 High => _tree.High;

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
        => _tree.Find(ray, ref filter, anyHit: false, out hit);

    /// <summary>Whether a ray hits anything.</summary>
    public bool Occluded(in Ray ray)
    {
        var filter = default(EveryHit);
        return Occluded(ray, ref filter);
    }

    /// <summary>Whether a ray hits anything that a filter lets count.</summary>
    public bool Occluded<TFilter>(in Ray ray, ref TFilter filter)
        where TFilter : struct, IHitFilter
        => _tree.Find(ray, ref filter, anyHit: true, out _);
}
