using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Queries;

/// <summary>One to four points, of which the part nearest to the origin is kept (after Ericson, "Real-time collision detection", 2005, chapter 9.5).</summary>
internal struct Simplex
{
    private Double3 _a, _b, _c, _d;
    private int _count;

    /// <summary>Whether four points have the origin between them.</summary>
    public bool IsAround { get; private set; }

    /// <summary>Adds a point; there are three at most before.</summary>
    public void Add(Double3 point)
    {
        if (_count == 0) _a = point;
        else if (_count == 1) _b = point;
        else if (_count == 2) _c = point;
        else _d = point;
        _count++;
    }

    /// <summary>Whether a point is one of its own.</summary>
    public readonly bool Has(Double3 point) => point == _a || (_count > 1 && point == _b) || (_count > 2 && point == _c) || (_count > 3 && point == _d);

    /// <summary>Drops what the point nearest to the origin doesn't need.</summary>
    /// <returns>That point.</returns>
    public Double3 Reduce() => _count switch
    {
        1 => _a,
        2 => OfSegment(),
        3 => OfTriangle(),
        _ => OfTetrahedron(),
    };

    private Double3 OfSegment()
    {
        var along = _b - _a;
        var (share, squared) = (-Double3.Dot(_a, along), Double3.Dot(along, along));
        if (share <= 0) return Keep(_a);
        return share >= squared ? Keep(_b) : _a + (along * (share / squared));
    }

    private Double3 OfTriangle()
    {
        var normal = Double3.Cross(_b - _a, _c - _a);
        var squared = Double3.Dot(normal, normal);
        if (squared > 0 && IsInside(_a, _b, normal) && IsInside(_b, _c, normal) && IsInside(_c, _a, normal)) return normal * (Double3.Dot(_a, normal) / squared);
        var (best, nearest) = (new Simplex(), default(Double3));
        foreach (var (from, to) in (ReadOnlySpan<(Double3, Double3)>)[(_a, _b), (_b, _c), (_c, _a)]) Take(new Simplex { _a = from, _b = to, _count = 2 }, ref best, ref nearest);
        this = best;
        return nearest;
    }

    private Double3 OfTetrahedron()
    {
        var (best, nearest) = (new Simplex(), default(Double3));
        foreach (var (a, b, c, d) in (ReadOnlySpan<(Double3, Double3, Double3, Double3)>)[(_a, _b, _c, _d), (_a, _b, _d, _c), (_a, _c, _d, _b), (_b, _c, _d, _a)])
        {
            if (IsBeyond(a, b, c, d)) Take(new Simplex { _a = a, _b = b, _c = c, _count = 3 }, ref best, ref nearest);
        }

        IsAround = best._count == 0;
        if (IsAround) return default;
        this = best;
        return nearest;
    }

    /// <summary>Whether the origin and the fourth point are on different sides of a triangle; a flat tetrahedron has the origin beyond all of them.</summary>
    private static bool IsBeyond(Double3 a, Double3 b, Double3 c, Double3 d)
    {
        var normal = Double3.Cross(b - a, c - a);
        return Double3.Dot(normal, a * -1) * Double3.Dot(normal, d - a) <= 0;
    }

    /// <summary>Whether the origin lies on the triangle's side of one of its edges.</summary>
    private static bool IsInside(Double3 from, Double3 to, Double3 normal) => Double3.Dot(Double3.Cross(to - from, from * -1), normal) >= 0;

    private static void Take(Simplex part, ref Simplex best, ref Double3 nearest)
    {
        var point = part.Reduce();
        if (best._count == 0 || Double3.Dot(point, point) < Double3.Dot(nearest, nearest)) (best, nearest) = (part, point);
    }

    private Double3 Keep(Double3 point)
    {
        (_a, _count) = (point, 1);
        return point;
    }
}
