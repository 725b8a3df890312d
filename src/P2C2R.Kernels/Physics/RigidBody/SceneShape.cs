using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>A shape as numbers: what canonical bytes hold, and what a <see cref="Shape"/> is built from.</summary>
/// <param name="Form">Which.</param>
/// <param name="Size">Radius; half length and radius; or half extents.</param>
/// <param name="Positions">Points of a hull, vertices of a mesh: x, y, z each.</param>
/// <param name="Indices">Triangles of a mesh.</param>
internal sealed record SceneShape(SceneForm Form, Float3 Size, float[] Positions, int[] Indices)
{
    /// <summary>Builds it; null where points lie in a plane, or a hull has too many corners.</summary>
    public Shape? Build(CancellationToken cancellation = default) => Form switch
    {
        SceneForm.Sphere => Shape.Sphere(Size.X),
        SceneForm.Capsule => Shape.Capsule(Size.X, Size.Y),
        SceneForm.Box => Shape.Box(Size),
        SceneForm.Cylinder => Shape.Cylinder(Size.X, Size.Y),
        SceneForm.Mesh => Shape.OfMesh(new TriangleTree(Positions, Indices, cancellation)),
        _ => BuildHull(),
    };

    private Shape? BuildHull()
    {
        var points = new Float3[Positions.Length / 3];
        for (var i = 0; i < points.Length; i++) points[i] = Float3.From(Positions, 3 * i);
        return HullBuilder.Build(points) is { } hull && hull.VertexCount <= RigidLimits.MaxHullCorners ? Shape.OfHull(hull) : null;
    }
}
