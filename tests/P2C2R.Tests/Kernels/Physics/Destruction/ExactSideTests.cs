using System.Numerics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Cells;

namespace P2C2R.Tests.Kernels.Physics.Destruction;

/// <summary>The predicates against big integers, for numbers of all sizes up to the greatest, and planes that nearly or really meet in one point.</summary>
public sealed class ExactSideTests
{
    private const int Cases = 4000;

    [Fact]
    public void Three_planes_and_a_fourth_are_as_in_big_integers()
    {
        var zeros = 0;
        for (var i = 0; i < Cases; i++)
        {
            var size = 1 << (i % 20);
            var origin = Point(i, 0, size);
            var planes = Enumerable.Range(1, 4).Select(k => CellPlane.Between(origin, Point(i, k, size), origin, k)).ToArray();
            var point = ExactSide.Meet(planes[0], planes[1], planes[2]);
            var beyond = Determinant(planes[0], planes[1], planes[2], Row(planes[3]));
            var w = Minor(Row(planes[0]), Row(planes[1]), Row(planes[2]));
            Assert.Equal(w, (BigInteger)point.W);
            if (w.IsZero) continue;
            zeros += beyond.IsZero ? 1 : 0;
            Assert.Equal((beyond * w).Sign > 0, ExactSide.IsOutside(point, planes[3]));
        }

        Assert.True(zeros > 5, $"only {zeros} cases in which four planes meet in one point");
    }

    [Fact]
    public void A_triangle_and_three_planes_are_as_in_big_integers()
    {
        for (var i = 0; i < Cases; i++)
        {
            var size = 1 << (i % 20);
            var origin = Point(i, 0, size);
            var triangle = TrianglePlane.Of(Point(i, 5, size) - origin, Point(i, 6, size) - origin, Point(i, 7, size) - origin);
            var planes = Enumerable.Range(1, 3).Select(k => CellPlane.Between(Point(i, k + 20, size), Point(i, k, size), origin, k)).ToArray();
            var point = ExactSide.Meet(triangle, planes[0], planes[1]);
            BigInteger[] row = [triangle.X, triangle.Y, triangle.Z, triangle.Offset];
            var w = Minor(row, Row(planes[0]), Row(planes[1]));
            Assert.Equal(w, (BigInteger)point.W);
            if (w.IsZero) continue;
            var beyond = Determinant(row, Row(planes[0]), Row(planes[1]), Row(planes[2]));
            Assert.Equal((beyond * w).Sign > 0, ExactSide.IsOutside(point, planes[2]));
        }
    }

    [Fact]
    public void An_edge_and_two_planes_are_as_in_big_integers()
    {
        for (var i = 0; i < Cases; i++)
        {
            var size = 1 << (i % 20);
            var origin = Point(i, 0, size);
            var (from, to) = (Point(i, 1, size) - origin, Point(i, 2, size) - origin);
            var (cut, plane) = (CellPlane.Between(origin, Point(i, 3, size), origin, 0), CellPlane.Between(Point(i, 5, size), Point(i, 4, size), origin, 1));
            BigInteger a = cut.Beyond(from), b = cut.Beyond(to);
            if (a == b) continue;
            var beyond = ((BigInteger)plane.Beyond(from) * b) - ((BigInteger)plane.Beyond(to) * a);
            Assert.Equal((beyond * (b - a)).Sign > 0, ExactSide.IsOutside(from, to, cut, plane));
        }
    }

    /// <summary>The greatest numbers that the grid has: opposite corners.</summary>
    [Fact]
    public void Nothing_overflows_at_the_grids_corners()
    {
        const int most = GridPoint.Most;
        GridPoint[] corners = [.. Enumerable.Range(0, 8).Select(i => new GridPoint((i & 1) * most, ((i >> 1) & 1) * most, (i >> 2) * most))];
        for (var i = 0; i < Cases; i++)
        {
            GridPoint Pick(int k) => corners[CounterRandom.Below(8, 77, i, k)];
            var origin = Pick(0);
            var planes = Enumerable.Range(1, 3).Select(k => CellPlane.Between(Pick(k), Pick(k + 3), origin, k)).ToArray();
            var triangle = TrianglePlane.Of(Pick(7) - origin, Pick(8) - origin, Pick(9) - origin);
            var point = ExactSide.Meet(triangle, planes[0], planes[1]);
            BigInteger[] row = [triangle.X, triangle.Y, triangle.Z, triangle.Offset];
            var w = Minor(row, Row(planes[0]), Row(planes[1]));
            Assert.Equal(w, (BigInteger)point.W);
            if (!w.IsZero) Assert.Equal((Determinant(row, Row(planes[0]), Row(planes[1]), Row(planes[2])) * w).Sign > 0, ExactSide.IsOutside(point, planes[2]));
        }
    }

    private static GridPoint Point(long i, long k, int size) => new(
        (int)CounterRandom.Below(size + 1, 5, i, 3 * k),
        (int)CounterRandom.Below(size + 1, 5, i, (3 * k) + 1),
        (int)CounterRandom.Below(size + 1, 5, i, (3 * k) + 2));

    private static BigInteger[] Row(CellPlane p) => [p.X, p.Y, p.Z, p.Offset];

    private static BigInteger Minor(BigInteger[] a, BigInteger[] b, BigInteger[] c, int x = 0, int y = 1, int z = 2) =>
        (a[x] * ((b[y] * c[z]) - (b[z] * c[y]))) - (a[y] * ((b[x] * c[z]) - (b[z] * c[x]))) + (a[z] * ((b[x] * c[y]) - (b[y] * c[x])));

    private static BigInteger Determinant(CellPlane a, CellPlane b, CellPlane c, BigInteger[] d) => Determinant(Row(a), Row(b), Row(c), d);

    /// <summary>By Cramer's rule: normal of d · meeting point · w, minus offset · w.</summary>
    private static BigInteger Determinant(BigInteger[] a, BigInteger[] b, BigInteger[] c, BigInteger[] d)
    {
        var x = Minor(a, b, c, 3, 1, 2);
        var y = Minor(a, b, c, 0, 3, 2);
        var z = Minor(a, b, c, 0, 1, 3);
        return (d[0] * x) + (d[1] * y) + (d[2] * z) - (d[3] * Minor(a, b, c));
    }
}
