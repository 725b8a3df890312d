using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Solids;

namespace P2C2R.Kernels.Physics.Destruction.Bonds;

/// <summary>
/// Finds which pieces of a solid hold together: sides that lie on one plane between two sites, from both sides. What two of them have in
/// common is summed over pairs of their triangles, so it doesn't matter how far each was broken on.
/// </summary>
internal static class BondFinder
{
    // Of a piece's own width, squared and cubed: less holds nothing.
    private const double LeastShare = 1e-18;

    /// <summary>Finds the bonds, sorted by their pieces.</summary>
    public static List<Bond> Find(IReadOnlyList<Piece> pieces, CancellationToken cancellation)
    {
        var planes = new SortedDictionary<(int, int), (List<(int Piece, PieceSide Side)> Low, List<(int Piece, PieceSide Side)> High)>();
        for (var p = 0; p < pieces.Count; p++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var side in pieces[p].Sides)
            {
                if (side.Own < 0) continue;
                var key = (Math.Min(side.Own, side.Other), Math.Max(side.Own, side.Other));
                if (!planes.TryGetValue(key, out var lists)) planes.Add(key, lists = ([], []));
                (side.Own < side.Other ? lists.Low : lists.High).Add((p, side));
            }
        }

        var found = new SortedDictionary<(int, int), (double Area, Double3 Moment, Double3 Normal)>();
        foreach (var (_, (low, high)) in planes)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (a, sideA) in low)
            {
                foreach (var (b, sideB) in high) Add(pieces, found, a, sideA, b, sideB);
            }
        }

        return [.. found.Where(f => Holds(f.Value.Area, Math.Min(pieces[f.Key.Item1].Volume, pieces[f.Key.Item2].Volume))).Select(static f => Make(f.Key, f.Value))];
    }

    private static bool Holds(double area, double volume) => area * area * area > LeastShare * volume * volume;

    private static Bond Make((int A, int B) pieces, (double Area, Double3 Moment, Double3 Normal) sum)
    {
        var center = sum.Moment * (1 / sum.Area);
        var normal = sum.Normal.Normalized();
        return new(pieces.A, pieces.B, (float)sum.Area, Narrow(center), Narrow(normal));
    }

    private static Float3 Narrow(Double3 v) => new((float)v.X, (float)v.Y, (float)v.Z);

    private static void Add(IReadOnlyList<Piece> pieces, SortedDictionary<(int, int), (double Area, Double3 Moment, Double3 Normal)> found, int a, PieceSide sideA, int b, PieceSide sideB)
    {
        var (area, moment) = Overlap.Of(pieces[a], sideA, pieces[b], sideB);
        if (area <= 0) return;
        var normal = Overlap.Normal(pieces[a], sideA) * area;
        var key = (Math.Min(a, b), Math.Max(a, b));
        if (a > b) normal *= -1;
        found.TryGetValue(key, out var before);
        found[key] = (before.Area + area, before.Moment + moment, before.Normal + normal);
    }
}
