using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Shapes;

/// <summary>A shape in its own axes; many colliders may have the same one. Boxes have a hull too, for meeting other polyhedra.</summary>
internal sealed class Shape
{
    private const int CylinderSides = 24;

    private Shape(ShapeKind kind) => Kind = kind;

    /// <summary>What it is.</summary>
    public ShapeKind Kind { get; }

    /// <summary>Around its point or segment; 0 for polyhedra.</summary>
    public float Radius { get; private init; }

    /// <summary>Half extents of a box; of a capsule half its segment in Y.</summary>
    public Float3 Half { get; private init; }

    /// <summary>The polyhedron of a box, a cylinder or a hull.</summary>
    public ConvexHull? Hull { get; private init; }

    /// <summary>The triangles of a mesh.</summary>
    public TriangleTree? Mesh { get; private init; }

    /// <summary>Corners of the smallest upright box around it.</summary>
    public Float3 Low { get; private init; }

    /// <summary>The opposite corner.</summary>
    public Float3 High { get; private init; }

    /// <summary>Volume, centre of mass and inertia; zero for meshes.</summary>
    public MassProperties Mass { get; private init; }

    /// <summary>Distance of its farthest point from a point.</summary>
    public float Reach(Float3 from)
    {
        var (a, b) = (Low - from, High - from);
        return new Float3(Math.Max(-a.X, b.X), Math.Max(-a.Y, b.Y), Math.Max(-a.Z, b.Z)).Length;
    }

    /// <summary>A ball.</summary>
    public static Shape Sphere(float radius) => new(ShapeKind.Sphere)
    {
        Radius = radius,
        Low = new(-radius, -radius, -radius),
        High = new(radius, radius, radius),
        Mass = MassProperties.OfSphere(radius),
    };

    /// <summary>A capsule along y.</summary>
    /// <param name="halfLength">Half the segment, without the round ends.</param>
    /// <param name="radius">Around it.</param>
    public static Shape Capsule(float halfLength, float radius) => new(ShapeKind.Capsule)
    {
        Radius = radius,
        Half = new(0, halfLength, 0),
        Low = new(-radius, -(halfLength + radius), -radius),
        High = new(radius, halfLength + radius, radius),
        Mass = MassProperties.OfCapsule(halfLength, radius),
    };

    /// <summary>A box.</summary>
    public static Shape Box(Float3 half)
    {
        var corners = new Float3[8];
        for (var i = 0; i < 8; i++) corners[i] = new((i & 1) == 0 ? -half.X : half.X, (i & 2) == 0 ? -half.Y : half.Y, (i & 4) == 0 ? -half.Z : half.Z);
        var hull = new ConvexHull(
            corners,
            [[0, 4, 6, 2], [1, 3, 7, 5], [0, 1, 5, 4], [2, 6, 7, 3], [0, 2, 3, 1], [4, 5, 7, 6]],
            [new(-1, 0, 0), new(1, 0, 0), new(0, -1, 0), new(0, 1, 0), new(0, 0, -1), new(0, 0, 1)]);
        return new(ShapeKind.Box) { Half = half, Hull = hull, Low = -half, High = half, Mass = MassProperties.OfBox(half) };
    }

    /// <summary>A prism with 24 sides, as wide as a cylinder along y.</summary>
    public static Shape Cylinder(float halfLength, float radius)
    {
        var points = new Float3[2 * CylinderSides];
        for (var i = 0; i < CylinderSides; i++)
        {
            var angle = 6.283185307179586 * i / CylinderSides;
            var (x, z) = ((float)(radius * ExactMath.Cos(angle)), (float)(radius * ExactMath.Sin(angle)));
            (points[2 * i], points[(2 * i) + 1]) = (new(x, -halfLength, z), new(x, halfLength, z));
        }

        return OfHull(HullBuilder.Build(points)!);
    }

    /// <summary>A polyhedron.</summary>
    public static Shape OfHull(ConvexHull hull)
    {
        var (low, high) = (hull.Vertex(0), hull.Vertex(0));
        for (var v = 1; v < hull.VertexCount; v++) (low, high) = (Float3.Min(low, hull.Vertex(v)), Float3.Max(high, hull.Vertex(v)));
        return new(ShapeKind.Hull) { Hull = hull, Low = low, High = high, Mass = MassProperties.OfHull(hull) };
    }

    /// <summary>Triangles that do not move.</summary>
    public static Shape OfMesh(TriangleTree mesh) => new(ShapeKind.Mesh) { Mesh = mesh, Low = mesh.Low, High = mesh.High };
}
