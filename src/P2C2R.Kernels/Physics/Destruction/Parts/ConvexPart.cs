using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Solids;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.Destruction.Parts;

/// <summary>A part of a piece, more or less convex.</summary>
/// <param name="Piece">Its surface.</param>
/// <param name="Hull">What it would touch others by; null where it is too thin for one.</param>
/// <param name="Excess">How much the hull has that the part has not, in cubic metres.</param>
internal sealed record ConvexPart(Piece Piece, ConvexHull? Hull, double Excess)
{
    /// <summary>Finds the hull, with places from an origin.</summary>
    public static ConvexPart Of(Piece piece, Double3 origin)
    {
        var hull = HullBuilder.Build(HullPoints.Of(Array.ConvertAll(piece.Places, p => Narrow(p - origin)), HullPoints.Fine));
        return new(piece, hull, hull is null ? 0 : Math.Max(0, MassProperties.OfHull(hull).Volume - piece.Volume));
    }

    /// <summary>The hull's volume of some points, nearly; 0 where they are too thin for one.</summary>
    public static double HullVolume(List<Float3> points) =>
        points.Count >= 4 && HullBuilder.Build(HullPoints.Of([.. points], HullPoints.Coarse)) is { } hull ? MassProperties.OfHull(hull).Volume : 0;

    private static Float3 Narrow(Double3 v) => new((float)v.X, (float)v.Y, (float)v.Z);
}
