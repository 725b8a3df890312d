using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>
/// Decides which meshes stand in the world's tree with all their triangles, and which are entered through an instance. A mesh that stands in one
/// place goes into the world's tree: rays then needn't change into its space. So does one whose transform can't be undone well.
/// </summary>
internal sealed class HierarchyBuilder
{
    // Of the transform's and its inverse's absolute values multiplied: 1 to 3 where lengths in all directions grow alike.
    private const double WorstCondition = 32;
    private const double MostScale = 1 << 10;

    private readonly IReadOnlyList<TriangleMesh> _meshes;
    private readonly IReadOnlyList<GeometryInstance> _instances;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly List<PlacedMesh> _placed = [];
    private readonly List<WideTree> _trees = [];
    private readonly int[] _uses;
    private double _condition;
    private float _farthest;

    /// <summary>Checks meshes and instances.</summary>
    /// <exception cref="InputException">Something in them is wrong.</exception>
    public HierarchyBuilder(IReadOnlyList<TriangleMesh> meshes, IReadOnlyList<GeometryInstance> instances, int threads, CancellationToken cancellation)
    {
        (_meshes, _instances, _threads, _cancellation) = (meshes, instances, threads, cancellation);
        _uses = new int[meshes.Count];
        for (var i = 0; i < instances.Count; i++)
        {
            if ((uint)instances[i].Mesh >= (uint)meshes.Count) throw new InputException($"instance {i}: there is no mesh {instances[i].Mesh}, there are {meshes.Count}");
            _uses[instances[i].Mesh]++;
        }

        for (var i = 0; i < meshes.Count; i++)
        {
            if (_uses[i] > 0) MeshCheck.Check(meshes[i], i);
        }
    }

    /// <summary>Builds all trees.</summary>
    public SceneHierarchy Build()
    {
        var inverses = new Affine3?[_instances.Count];
        var (triangles, entered) = (0L, 0);
        for (var i = 0; i < _instances.Count; i++)
        {
            var mesh = _instances[i].Mesh;
            if (_uses[mesh] > 1) inverses[i] = Invert(_instances[i].ToWorld);
            if (inverses[i] is null) triangles += _meshes[mesh].TriangleCount;
            else entered++;
        }

        CheckCount(triangles);
        using var world = new TriangleList((int)triangles, entered);
        AddTriangles(world, inverses);
        AddInstances(world, inverses);
        var tree = TreeBuilder.Build(world, _threads, _cancellation);
        var margin = entered == 0 ? default : new InstanceMargin(InstanceMargin.LeastShare * (float)_condition, _farthest);
        return new SceneHierarchy(tree, [.. _trees], [.. _placed], margin);
    }

    private static void CheckCount(long triangles)
    {
        if (triangles > SceneHierarchy.MaxTriangles) throw new InputException($"the scene has {triangles} triangles, {SceneHierarchy.MaxTriangles} is the most; leave some out, or let equal things share a mesh");
    }

    private void AddTriangles(TriangleList world, Affine3?[] inverses)
    {
        for (var i = 0; i < _instances.Count; i++)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (inverses[i] is null) world.Add(_meshes[_instances[i].Mesh], MeshCheck.Place(_meshes[_instances[i].Mesh], _instances[i], i), i);
        }
    }

    private void AddInstances(TriangleList world, Affine3?[] inverses)
    {
        var treeOf = new int[_meshes.Count];
        for (var i = 0; i < _instances.Count; i++)
        {
            if (inverses[i] is not { } toLocal) continue;
            var (mesh, toWorld) = (_instances[i].Mesh, _instances[i].ToWorld);
            if (treeOf[mesh] == 0) treeOf[mesh] = BuildMesh(mesh);
            var tree = _trees[treeOf[mesh] - 1];
            if (tree.Nodes.Length == 0) continue;
            var (low, high) = BoxOf(tree, toWorld);
            MeshCheck.CheckPlace(low, i);
            MeshCheck.CheckPlace(high, i);
            world.Add(low, high, world.Count + _placed.Count);
            _placed.Add(new PlacedMesh(treeOf[mesh] - 1, i, toLocal));
            foreach (var p in (ReadOnlySpan<Float3>)[low, high, toWorld.Origin]) _farthest = MathF.Max(_farthest, MathF.Max(MathF.Abs(p.X), MathF.Max(MathF.Abs(p.Y), MathF.Abs(p.Z))));
        }
    }

    /// <summary>Builds the tree of a mesh by itself.</summary>
    /// <returns>Its number, from 1.</returns>
    private int BuildMesh(int mesh)
    {
        CheckCount(_meshes[mesh].TriangleCount);
        using var triangles = new TriangleList(_meshes[mesh].TriangleCount, 0);
        triangles.Add(_meshes[mesh], MeshCheck.Place(_meshes[mesh], new GeometryInstance(mesh, Affine3.Identity), -1), 0);
        _trees.Add(TreeBuilder.Build(triangles, _threads, _cancellation));
        return _trees.Count;
    }

    /// <summary>The box around a mesh's box where the mesh stands. What rounding takes off it the margin gives back.</summary>
    private static (Float3 Low, Float3 High) BoxOf(WideTree tree, Affine3 toWorld)
    {
        var (low, high) = (new Float3(float.PositiveInfinity, float.PositiveInfinity, float.PositiveInfinity), new Float3(float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity));
        for (var corner = 0; corner < 8; corner++)
        {
            var p = toWorld.Point(new((corner & 1) == 0 ? tree.Low.X : tree.High.X, (corner & 2) == 0 ? tree.Low.Y : tree.High.Y, (corner & 4) == 0 ? tree.Low.Z : tree.High.Z));

            // Adding 0 turns -0 into 0.
            p = new(p.X + 0f, p.Y + 0f, p.Z + 0f);
            (low, high) = (Float3.Min(low, p), Float3.Max(high, p));
        }

        return (low, high);
    }

    /// <summary>A transform's inverse; null where it has none, or one that would enlarge rounding errors too much.</summary>
    private Affine3? Invert(Affine3 m)
    {
        var inverse = AffineInverse.Of(m, out var condition, out var scale);
        if (!(condition <= WorstCondition) || !(scale <= MostScale)) return null;
        _condition = Math.Max(_condition, condition);
        return inverse;
    }
}
