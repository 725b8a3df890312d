using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Solids;

namespace P2C2R.Kernels.Physics.Destruction.Parts;

/// <summary>
/// Cuts a piece that isn't convex into parts that nearly are, so that others can pass through its openings: the part whose hull is most too
/// big is cut by the plane that leaves the smallest hulls and even ones, again and again (the greedy search of Mamou and Ghorbel, "A simple and efficient
/// approach for 3D mesh approximate convex decomposition", 2009, with cuts through the solid instead of merged triangles).
/// </summary>
internal static class ConvexDecomposition
{
    /// <summary>Parts of a piece at most.</summary>
    public const int MostParts = 32;

    // Of a piece's volume: what its hulls may have too much, all together.
    private const double Tolerated = 0.03;

    /// <summary>The corners of the parts' hulls, from the piece's centre; none where the piece is convex enough to be touched by its own.</summary>
    public static IReadOnlyList<Float3[]> Of(Piece piece, CancellationToken cancellation)
    {
        var parts = new List<ConvexPart> { ConvexPart.Of(piece, piece.Center) };
        while (parts.Count < MostParts && parts.Sum(static p => p.Excess) > Tolerated * piece.Volume)
        {
            var worst = Enumerable.Range(0, parts.Count).MaxBy(i => parts[i].Excess);
            var cut = Cut(parts[worst], piece.Center, cancellation);
            if (cut.Count < 2 || parts.Count - 1 + cut.Count > MostParts) parts[worst] = parts[worst] with { Excess = 0 };
            else parts = [.. parts[..worst], .. cut, .. parts[(worst + 1)..]];
        }

        return parts.Count == 1 ? [] : [.. parts.Where(static p => p.Hull is not null).Select(static p => Enumerable.Range(0, p.Hull!.VertexCount).Select(p.Hull.Vertex).ToArray())];
    }

    private static List<ConvexPart> Cut(ConvexPart part, Double3 origin, CancellationToken cancellation)
    {
        if (PartCutter.Of(part.Piece) is not { } cutter) return [];
        var (best, least) = (default((Double3 Normal, double Offset)?), double.MaxValue);
        foreach (var plane in CutPlanes.Of(part.Piece))
        {
            cancellation.ThrowIfCancellationRequested();
            var cost = CutPlanes.CostOf(part.Piece, plane);
            if (cost < least) (best, least) = (plane, cost);
        }

        return best is { } chosen ? cutter.Cut(chosen, cancellation).ConvertAll(p => ConvexPart.Of(p, origin)) : [];
    }
}
