using System.Buffers;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>The triangles of one tree, where they stand, and the boxes around them.</summary>
internal sealed unsafe class TriangleList : IDisposable
{
    private const int FloatsPerTriangle = 9;

    private readonly float[] _corners;
    private readonly int[] _instances;
    private readonly int[] _triangles;

    /// <summary>Makes room.</summary>
    /// <param name="most">Most triangles that will be added.</param>
    /// <param name="instances">How many instances will be added as primitives of their own.</param>
    public TriangleList(int most, int instances)
    {
        _corners = ArrayPool<float>.Shared.Rent(FloatsPerTriangle * most);
        _instances = ArrayPool<int>.Shared.Rent(most);
        _triangles = ArrayPool<int>.Shared.Rent(most);
        Primitives = new PrimitiveArrays(most + instances);
        All = PrimitiveSet.EmptyAt(0, 0);
    }

    /// <summary>The boxes; the builder reorders them.</summary>
    public PrimitiveArrays Primitives { get; }

    /// <summary>All primitives; those numbered <see cref="Count"/> and up are instances.</summary>
    public PrimitiveSet All;

    /// <summary>How many triangles there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a mesh's triangles, but for those without area.</summary>
    /// <param name="mesh">Its vertices and indices are in order.</param>
    /// <param name="positions">Where its vertices stand.</param>
    /// <param name="instance">What to call its instance.</param>
    public void Add(TriangleMesh mesh, ReadOnlySpan<float> positions, int instance)
    {
        var indices = mesh.Indices;
        for (var i = 0; i + 2 < indices.Length; i += 3)
        {
            var (a, b, c) = (Float3.From(positions, 3 * indices[i]), Float3.From(positions, 3 * indices[i + 1]), Float3.From(positions, 3 * indices[i + 2]));
            if (HasArea(a, b, c)) Add(a, b, c, instance, i / 3);
        }
    }

    /// <summary>Adds a box with an instance in it.</summary>
    /// <param name="low">Its least corner.</param>
    /// <param name="high">Its greatest corner.</param>
    /// <param name="number">The triangles' number and up.</param>
    public void Add(Float3 low, Float3 high, int number)
    {
        var box = PrimitiveBox.Of(Vector128.Create(low.X, low.Y, low.Z, 0), Vector128.Create(high.X, high.Y, high.Z, 0), number);
        Primitives.Of(0)[All.Count++] = box;
        All.Add(box);
    }

    /// <summary>Puts a triangle into a block.</summary>
    public void Store(int number, TriangleBlock* block, int lane)
    {
        var corners = _corners.AsSpan(FloatsPerTriangle * number, FloatsPerTriangle);
        for (var i = 0; i < FloatsPerTriangle; i++) block->Corners[(TriangleBlock.Width * i) + lane] = corners[i];
        block->Instances[lane] = _instances[number];
        block->Triangles[lane] = _triangles[number];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Primitives.Dispose();
        ArrayPool<float>.Shared.Return(_corners);
        ArrayPool<int>.Shared.Return(_instances);
        ArrayPool<int>.Shared.Return(_triangles);
    }

    private void Add(Float3 a, Float3 b, Float3 c, int instance, int triangle)
    {
        var number = Count++;
        var corners = _corners.AsSpan(FloatsPerTriangle * number, FloatsPerTriangle);
        (corners[0], corners[1], corners[2]) = (a.X, a.Y, a.Z);
        (corners[3], corners[4], corners[5]) = (b.X, b.Y, b.Z);
        (corners[6], corners[7], corners[8]) = (c.X, c.Y, c.Z);
        (_instances[number], _triangles[number]) = (instance, triangle);
        var (va, vb, vc) = (Vector128.Create(a.X, a.Y, a.Z, 0), Vector128.Create(b.X, b.Y, b.Z, 0), Vector128.Create(c.X, c.Y, c.Z, 0));
        var box = PrimitiveBox.Of(LaneOrder.Lesser(va, LaneOrder.Lesser(vb, vc)), LaneOrder.Greater(va, LaneOrder.Greater(vb, vc)), number);
        Primitives.Of(0)[All.Count++] = box;
        All.Add(box);
    }

    private static bool HasArea(Float3 a, Float3 b, Float3 c)
    {
        var (e, f) = (b - a, c - a);

        // In binary32 small triangles may lose their area; in binary64 the products are exact.
        return Float3.Cross(e, f) != Float3.Zero
            || ((double)e.Y * f.Z) != ((double)e.Z * f.Y) || ((double)e.Z * f.X) != ((double)e.X * f.Z) || ((double)e.X * f.Y) != ((double)e.Y * f.X);
    }
}
