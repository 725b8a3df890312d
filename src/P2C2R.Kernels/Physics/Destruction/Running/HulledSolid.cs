using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Fracturing;
using P2C2R.Kernels.Physics.Destruction.Parts;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.Destruction.Running;

/// <summary>Pieces with the convex shapes by which they touch others.</summary>
/// <param name="Solid">The pieces.</param>
/// <param name="Hulls">For each its hull, or those of its parts, from its centre; none for slivers.</param>
internal sealed record HulledSolid(FracturedSolid Solid, Shape[][] Hulls)
{
    // A hull much smaller than a piece is of one that the builder can't tell from a plane.
    private const double LeastShare = 0.5;

    /// <summary>Builds the hulls.</summary>
    public static HulledSolid Of(FracturedSolid solid, CancellationToken cancellation) => new(solid, [.. solid.Pieces.Select(p => Shapes(p, cancellation))]);

    private static Shape[] Shapes(FracturedPiece piece, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Float3[][] parts = piece.Parts.Count == 0 ? [piece.Places] : [.. piece.Parts];
        var shapes = parts.Select(static p => HullBuilder.Build(HullPoints.Of(p, HullPoints.Fine))).OfType<ConvexHull>().Select(Shape.OfHull).ToArray();
        return shapes.Sum(static s => s.Mass.Volume) > LeastShare * piece.Volume ? shapes : [];
    }
}
