using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Solids;

namespace P2C2R.Kernels.Physics.Destruction.Bonds;

/// <summary>What two flat sides on one plane have in common, triangle by triangle: one clipped by the other's three edges (Sutherland and Hodgman, "Reentrant polygon clipping", 1974).</summary>
internal static class Overlap
{
    /// <summary>The area, and the area times its middle.</summary>
    public static (double Area, Double3 Moment) Of(Piece a, PieceSide sideA, Piece b, PieceSide sideB)
    {
        var normal = Normal(a, sideA);
        var (area, moment) = (0.0, default(Double3));
        if (AreApart(a, sideA, b, sideB)) return (area, moment);
        Span<Double3> polygon = stackalloc Double3[12], clipped = stackalloc Double3[12];
        for (var s = sideA.From; s < sideA.To; s++)
        {
            for (var t = sideB.From; t < sideB.To; t++)
            {
                for (var i = 0; i < 3; i++) polygon[i] = a.Places[a.Triangles[(3 * s) + i]];
                var count = 3;

                // The other side's triangles turn the other way.
                for (var i = 2; i >= 0 && count > 2; i--)
                {
                    var (from, to) = (b.Places[b.Triangles[(3 * t) + ((i + 1) % 3)]], b.Places[b.Triangles[(3 * t) + i]]);
                    count = Clip(polygon[..count], clipped, from, Double3.Cross(normal, to - from));
                    clipped[..count].CopyTo(polygon);
                }

                for (var i = 1; i + 1 < count; i++)
                {
                    var part = Double3.Dot(normal, Double3.Cross(polygon[i] - polygon[0], polygon[i + 1] - polygon[0])) / 2;
                    area += part;
                    moment += (polygon[0] + polygon[i] + polygon[i + 1]) * (part / 3);
                }
            }
        }

        return (area, moment);
    }

    /// <summary>The unit normal outwards.</summary>
    public static Double3 Normal(Piece piece, PieceSide side)
    {
        var sum = default(Double3);
        for (var t = side.From; t < side.To; t++)
        {
            var (p, q, r) = (piece.Places[piece.Triangles[3 * t]], piece.Places[piece.Triangles[(3 * t) + 1]], piece.Places[piece.Triangles[(3 * t) + 2]]);
            sum += Double3.Cross(q - p, r - p);
        }

        return sum.Normalized();
    }

    /// <summary>Keeps what is to the left of an edge.</summary>
    private static int Clip(ReadOnlySpan<Double3> polygon, Span<Double3> clipped, Double3 from, Double3 inwards)
    {
        var count = 0;
        for (var i = 0; i < polygon.Length; i++)
        {
            var (p, q) = (polygon[i], polygon[i + 1 == polygon.Length ? 0 : i + 1]);
            var (a, b) = (Double3.Dot(inwards, p - from), Double3.Dot(inwards, q - from));
            if (a >= 0) clipped[count++] = p;
            if (a >= 0 != b >= 0) clipped[count++] = p + ((q - p) * (a / (a - b)));
        }

        return count;
    }

    private static bool AreApart(Piece a, PieceSide sideA, Piece b, PieceSide sideB)
    {
        var (lowA, highA) = Bounds(a, sideA);
        var (lowB, highB) = Bounds(b, sideB);
        return lowA.X > highB.X || lowB.X > highA.X || lowA.Y > highB.Y || lowB.Y > highA.Y || lowA.Z > highB.Z || lowB.Z > highA.Z;
    }

    private static (Double3 Low, Double3 High) Bounds(Piece piece, PieceSide side)
    {
        // Wider by rounding's share: two sides on one plane may differ in the last places.
        var (low, high) = (piece.Places[piece.Triangles[3 * side.From]], piece.Places[piece.Triangles[3 * side.From]]);
        for (var i = 3 * side.From; i < 3 * side.To; i++)
        {
            var p = piece.Places[piece.Triangles[i]];
            low = new(Math.Min(low.X, p.X), Math.Min(low.Y, p.Y), Math.Min(low.Z, p.Z));
            high = new(Math.Max(high.X, p.X), Math.Max(high.Y, p.Y), Math.Max(high.Z, p.Z));
        }

        const double slack = 1e-6;
        return (low - new Double3(slack, slack, slack), high + new Double3(slack, slack, slack));
    }
}
