using P2C2R.Kernels.Physics.Destruction.Fracturing;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.Destruction.Running;

/// <summary>Pieces with the convex hulls by which they touch others.</summary>
/// <param name="Solid">The pieces.</param>
/// <param name="Hulls">Their hulls, from their centres; null for slivers that have none.</param>
internal sealed record HulledSolid(FracturedSolid Solid, Shape?[] Hulls)
{
    // A hull much smaller than a piece is of one that the builder can't tell from a plane.
    private const double LeastShare = 0.5;

    /// <summary>Builds the hulls.</summary>
    public static HulledSolid Of(FracturedSolid solid) => new(solid, [.. solid.Pieces.Select(Hull)]);

    private static Shape? Hull(FracturedPiece piece)
    {
        if (piece.Places.Length > HullBuilder.MaxPoints || HullBuilder.Build(piece.Places) is not { } hull) return null;
        var shape = Shape.OfHull(hull);
        return shape.Mass.Volume > LeastShare * piece.Volume ? shape : null;
    }
}
