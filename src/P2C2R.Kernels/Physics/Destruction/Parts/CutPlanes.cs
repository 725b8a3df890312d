using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Solids;

namespace P2C2R.Kernels.Physics.Destruction.Parts;

/// <summary>Planes by which a part may be cut: through the faces beside its deepest notches, and across its box.</summary>
internal static class CutPlanes
{
    // Edges that are tried.
    private const int Notches = 8;

    // Shares of the cost, as light as they may be for a ring to be cut across first.
    private const double Uneven = 0.1;
    private const double Section = 0.1;

    /// <summary>Planes of points n · x = offset.</summary>
    public static IEnumerable<(Double3 Normal, double Offset)> Of(Piece piece)
    {
        foreach (var (normal, place) in AtNotches(piece)) yield return (normal, Double3.Dot(normal, place));
        var (low, high) = (piece.Places[0], piece.Places[0]);
        foreach (var p in piece.Places)
        {
            low = new(Math.Min(low.X, p.X), Math.Min(low.Y, p.Y), Math.Min(low.Z, p.Z));
            high = new(Math.Max(high.X, p.X), Math.Max(high.Y, p.Y), Math.Max(high.Z, p.Z));
        }

        foreach (var share in (double[])[0.5, 0.25, 0.75])
        {
            var at = low + ((high - low) * share);
            yield return (new(1, 0, 0), at.X);
            yield return (new(0, 1, 0), at.Y);
            yield return (new(0, 0, 1), at.Z);
        }
    }

    /// <summary>
    /// How bad a plane is: the volumes of the hulls of both sides, nearly; and, because the first cuts of a ring gain nothing yet, shares of their
    /// difference and of the section's area, so that it is cut across and in the middle.
    /// </summary>
    public static double CostOf(Piece piece, (Double3 Normal, double Offset) plane)
    {
        var (below, above, section, extent) = (new List<Float3>(), new List<Float3>(), 0.0, 0.0);
        var heights = Array.ConvertAll(piece.Places, p => Double3.Dot(plane.Normal, p) - plane.Offset);
        for (var i = 0; i < heights.Length; i++) (heights[i] <= 0 ? below : above).Add(From(piece, piece.Places[i]));
        for (var t = 0; t < piece.Triangles.Length; t += 3)
        {
            var (leaving, entering) = (default(Double3), default(Double3));
            for (var i = t; i < t + 3; i++)
            {
                var (from, to) = (piece.Triangles[i], piece.Triangles[i == t + 2 ? t : i + 1]);
                if (heights[from] <= 0 == heights[to] <= 0) continue;
                var at = piece.Places[from] + ((piece.Places[to] - piece.Places[from]) * (heights[from] / (heights[from] - heights[to])));
                (leaving, entering) = heights[from] <= 0 ? (at - piece.Center, entering) : (leaving, at - piece.Center);
                if (from > to) continue;
                below.Add(From(piece, at));
                above.Add(From(piece, at));
            }

            section += Double3.Dot(plane.Normal, Double3.Cross(leaving, entering)) / 2;
            extent = Math.Max(extent, (piece.Places[piece.Triangles[t]] - piece.Center).Length);
        }

        // A plane that cuts nothing off is none.
        if (below.Count == 0 || above.Count == 0) return double.MaxValue;
        var (first, second) = (ConvexPart.HullVolume(below), ConvexPart.HullVolume(above));
        return first + second + (Uneven * Math.Abs(first - second)) + (Section * Math.Abs(section) * extent);
    }

    private static Float3 From(Piece piece, Double3 place)
    {
        var p = place - piece.Center;
        return new((float)p.X, (float)p.Y, (float)p.Z);
    }

    /// <summary>Planes of the two triangles at the edges that bend inwards most, the longer the edge the more.</summary>
    private static IEnumerable<(Double3 Normal, Double3 Place)> AtNotches(Piece piece)
    {
        var sides = new Dictionary<(int, int), int>();
        for (var i = 0; i < piece.Triangles.Length; i++) sides[(piece.Triangles[i], piece.Triangles[i % 3 == 2 ? i - 2 : i + 1])] = i;
        var notches = new List<(double Depth, int Side, int Other)>();
        for (var i = 0; i < piece.Triangles.Length; i++)
        {
            var (from, to) = (piece.Triangles[i], piece.Triangles[i % 3 == 2 ? i - 2 : i + 1]);
            if (from > to || !sides.TryGetValue((to, from), out var other)) continue;
            var opposite = piece.Places[piece.Triangles[other % 3 == 0 ? other + 2 : other - 1]];
            var depth = Double3.Dot(Normal(piece, i / 3), opposite - piece.Places[from]) * (piece.Places[to] - piece.Places[from]).Length;
            if (depth > 0) notches.Add((depth, i / 3, other / 3));
        }

        return notches.OrderByDescending(static n => n.Depth).ThenBy(static n => n.Side).Take(Notches)
            .SelectMany(n => (int[])[n.Side, n.Other]).Distinct().Select(t => (Normal(piece, t), piece.Places[piece.Triangles[3 * t]]));
    }

    private static Double3 Normal(Piece piece, int triangle)
    {
        var (a, b, c) = (piece.Places[piece.Triangles[3 * triangle]], piece.Places[piece.Triangles[(3 * triangle) + 1]], piece.Places[piece.Triangles[(3 * triangle) + 2]]);
        return Double3.Cross(b - a, c - a).Normalized();
    }
}
