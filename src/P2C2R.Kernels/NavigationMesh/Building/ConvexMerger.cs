using System.Runtime.InteropServices;
using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>
/// Takes sides between polygons away, the longest first, as long as what is left is convex (S. Hertel and K. Mehlhorn's idea,
/// 1983): fewer, bigger polygons make searches faster.
/// </summary>
internal sealed class ConvexMerger
{
    // Voxels that the middle of a side may sink or rise when the side goes.
    private const double MostRise = 1;

    private readonly Corner[] _corners;
    private readonly List<int>?[] _polygons;
    private readonly int _most;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<(int From, int To), int> _owner = [];

    private ConvexMerger(Corner[] corners, List<int>[] polygons, int most, CancellationToken cancellation)
    {
        (_corners, _polygons, _most, _cancellation) = (corners, polygons, most, cancellation);
        for (var i = 0; i < polygons.Length; i++)
        {
            cancellation.LookNowAndThen(i);
            Own(i);
        }
    }

    /// <summary>Merges.</summary>
    /// <param name="corners">The corners.</param>
    /// <param name="polygons">Convex polygons, counter-clockwise, as indices of corners.</param>
    /// <param name="most">Corners of a polygon, at most.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    public static List<List<int>> Merge(Corner[] corners, List<int>[] polygons, int most, CancellationToken cancellation)
    {
        var merger = new ConvexMerger(corners, polygons, most, cancellation);
        foreach (var (from, to, _) in merger.Sides())
        {
            cancellation.ThrowIfCancellationRequested();
            merger.TryRemove(from, to);
        }

        return [.. merger._polygons.OfType<List<int>>()];
    }

    /// <summary>Sides with a polygon on both sides, the longest first.</summary>
    private List<(int From, int To, long Length)> Sides()
    {
        var sides = new List<(int From, int To, long Length)>();
        foreach (var polygon in _polygons)
        {
            _cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < polygon!.Count; i++)
            {
                var (from, to) = (polygon[i], polygon[(i + 1) % polygon.Count]);
                if (from > to || !_owner.ContainsKey((to, from))) continue;
                long x = _corners[to].X - _corners[from].X, z = _corners[to].Z - _corners[from].Z;
                sides.Add((from, to, (x * x) + (z * z)));
            }
        }

        CancellableSort.Sort(CollectionsMarshal.AsSpan(sides), static (a, b) => a.Length != b.Length ? b.Length.CompareTo(a.Length) : a.From != b.From ? a.From.CompareTo(b.From) : a.To.CompareTo(b.To), _cancellation);
        return sides;
    }

    private void TryRemove(int from, int to)
    {
        if (!_owner.TryGetValue((from, to), out var left) || !_owner.TryGetValue((to, from), out var right) || left == right) return;
        if (Union(_polygons[left]!, _polygons[right]!, from, to) is not { } union) return;
        foreach (var gone in (ReadOnlySpan<int>)[left, right])
        {
            var polygon = _polygons[gone]!;
            for (var i = 0; i < polygon.Count; i++) _owner.Remove((polygon[i], polygon[(i + 1) % polygon.Count]));
        }

        (_polygons[left], _polygons[right]) = (union, null);
        Own(left);
    }

    private void Own(int polygon)
    {
        var corners = _polygons[polygon]!;
        for (var i = 0; i < corners.Count; i++) _owner[(corners[i], corners[(i + 1) % corners.Count])] = polygon;
    }

    /// <summary>Both polygons without the sides that they share; null where that isn't convex or has too many corners.</summary>
    private List<int>? Union(List<int> left, List<int> right, int from, int to)
    {
        // They may share a run of sides. Left walks it one way and right the other.
        var (leftEnd, rightStart) = (left.IndexOf(to), right.IndexOf(to));
        var (leftStart, rightEnd) = (left.IndexOf(from), right.IndexOf(from));
        while (left[(leftEnd + 1) % left.Count] == right[(rightStart + right.Count - 1) % right.Count])
        {
            leftEnd = (leftEnd + 1) % left.Count;
            rightStart = (rightStart + right.Count - 1) % right.Count;
            if (leftEnd == leftStart) return null;
        }

        while (left[(leftStart + left.Count - 1) % left.Count] == right[(rightEnd + 1) % right.Count])
        {
            leftStart = (leftStart + left.Count - 1) % left.Count;
            rightEnd = (rightEnd + 1) % right.Count;
            if (leftStart == leftEnd) return null;
        }

        var union = new List<int>();
        for (var i = leftEnd; i != leftStart; i = (i + 1) % left.Count) union.Add(left[i]);
        for (var i = rightEnd; i != rightStart; i = (i + 1) % right.Count) union.Add(right[i]);
        return union.Count <= _most && IsConvex(union) && IsAsHigh(union, from, to) ? union : null;
    }

    /// <summary>Whether the middle of a side that goes stays about as high as it was, now that nothing holds it.</summary>
    private bool IsAsHigh(List<int> polygon, int from, int to)
    {
        double x = (_corners[from].X + _corners[to].X) / 2.0, z = (_corners[from].Z + _corners[to].Z) / 2.0, y = (_corners[from].Y + _corners[to].Y) / 2.0;
        var a = _corners[polygon[0]];
        for (var i = 2; i < polygon.Count; i++)
        {
            var (b, c) = (_corners[polygon[i - 1]], _corners[polygon[i]]);
            double area = Corner.Turn(a, b, c), ofB = Turn(c, a, x, z), ofC = Turn(a, b, x, z);
            if (area <= 0 || (ofB < 0 && i + 1 < polygon.Count)) continue;
            return Math.Abs(a.Y + ((ofB / area) * (b.Y - a.Y)) + ((ofC / area) * (c.Y - a.Y)) - y) <= MostRise;
        }

        return true;
    }

    private static double Turn(Corner a, Corner b, double x, double z) => ((b.Z - a.Z) * (x - a.X)) - ((b.X - a.X) * (z - a.Z));

    private bool IsConvex(List<int> polygon)
    {
        for (var i = 0; i < polygon.Count; i++)
        {
            if (Corner.Turn(_corners[polygon[i]], _corners[polygon[(i + 1) % polygon.Count]], _corners[polygon[(i + 2) % polygon.Count]]) < 0) return false;
        }

        return true;
    }
}
