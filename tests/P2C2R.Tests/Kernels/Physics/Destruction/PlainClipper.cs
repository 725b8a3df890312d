using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Cells;

namespace P2C2R.Tests.Kernels.Physics.Destruction;

/// <summary>A box clipped by every half-space there is, polygon by polygon, in binary64: the obvious way.</summary>
internal sealed class PlainClipper
{
    private List<(int Tag, List<Double3> Loop)> _faces = [];

    public PlainClipper(GridPoint low, GridPoint high)
    {
        Double3 At(int x, int y, int z) => new(x == 0 ? low.X : high.X, y == 0 ? low.Y : high.Y, z == 0 ? low.Z : high.Z);
        _faces.Add((-1, [At(0, 0, 0), At(0, 0, 1), At(0, 1, 1), At(0, 1, 0)]));
        _faces.Add((-2, [At(1, 0, 0), At(1, 1, 0), At(1, 1, 1), At(1, 0, 1)]));
        _faces.Add((-3, [At(0, 0, 0), At(1, 0, 0), At(1, 0, 1), At(0, 0, 1)]));
        _faces.Add((-4, [At(0, 1, 0), At(0, 1, 1), At(1, 1, 1), At(1, 1, 0)]));
        _faces.Add((-5, [At(0, 0, 0), At(0, 1, 0), At(1, 1, 0), At(1, 0, 0)]));
        _faces.Add((-6, [At(0, 0, 1), At(1, 0, 1), At(1, 1, 1), At(0, 1, 1)]));
    }

    public double Volume => _faces.Sum(static f => Enumerable.Range(1, Math.Max(0, f.Loop.Count - 2)).Sum(i => Double3.Dot(f.Loop[0], Double3.Cross(f.Loop[i], f.Loop[i + 1])))) / 6;

    public Dictionary<int, double> Areas() => _faces.ToDictionary(static f => f.Tag, static f => Area(f.Loop));

    public void Cut(CellPlane plane)
    {
        var normal = new Double3(plane.X, plane.Y, plane.Z);
        var rim = new List<Double3>();
        var kept = new List<(int, List<Double3>)>();
        var isCut = false;
        foreach (var (tag, loop) in _faces)
        {
            var left = new List<Double3>();
            for (var i = 0; i < loop.Count; i++)
            {
                var (a, b) = (loop[i], loop[(i + 1) % loop.Count]);
                var (da, db) = (Double3.Dot(normal, a) - plane.Offset, Double3.Dot(normal, b) - plane.Offset);
                if (da <= 0) left.Add(a);
                if (da <= 0 == db <= 0) continue;
                isCut = true;
                left.Add(a + ((b - a) * (da / (da - db))));
                rim.Add(left[^1]);
            }

            if (left.Count > 2) kept.Add((tag, left));
        }

        if (!isCut) return;
        var middle = rim.Aggregate(default(Double3), static (s, p) => s + p) * (1.0 / rim.Count);
        var u = Double3.Cross(normal, Math.Abs(normal.X) > Math.Abs(normal.Y) ? new(0, 1, 0) : new(1, 0, 0)).Normalized();
        var v = Double3.Cross(normal, u).Normalized();
        kept.Add((plane.Tag, [.. rim.OrderBy(p => Math.Atan2(Double3.Dot(p - middle, v), Double3.Dot(p - middle, u)))]));
        _faces = kept;
    }

    private static double Area(List<Double3> loop)
    {
        var sum = default(Double3);
        for (var i = 1; i + 1 < loop.Count; i++) sum += Double3.Cross(loop[i] - loop[0], loop[i + 1] - loop[0]);
        return sum.Length / 2;
    }
}
