using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Queries;
using P2C2R.Kernels.Physics.Shapes;
using P2C2R.Tests.Kernels.Physics.Dynamics;

namespace P2C2R.Tests.Kernels.Physics.Queries;

/// <summary>Overlaps of shapes in random poses, beside the gap that thousands of directions show.</summary>
public sealed class OverlapQueryTests
{
    [Fact]
    public void Shapes_overlap_where_no_direction_shows_a_gap()
    {
        Shape[] shapes = [Shape.Sphere(0.4f), Shape.Capsule(0.4f, 0.25f), Shape.Box(new(0.3f, 0.5f, 0.4f)), Shape.Cylinder(0.4f, 0.3f), Hull()];
        var (overlaps, apart) = (0, 0);
        for (var i = 0; i < 400; i++)
        {
            var (one, other) = (shapes[i % 5], shapes[i / 5 % 5]);
            var (turn, otherTurn) = (Rotation.About(Random(i, 1) * 3), Rotation.About(Random(i, 2) * 3));
            var at = Random(i, 3).Normalized() * (0.3f + MathF.Abs(Random(i, 4).X));
            using var world = Scene.Empty();
            world.Add(new BodyDescription { Kind = BodyKind.Static, Position = at, Rotation = turn, Parts = [new BodyPart(one)] });
            var isFound = Ask(world, other, default, otherTurn).Count == 1;
            var gap = Gap(one, at, turn, other, default, otherTurn);

            // Directions a degree or so apart find a gap that is too small by some tenths of a millimetre at most.
            if (Math.Abs(gap) > 0.001) Assert.True(isFound == gap < 0, $"pair {i}: {isFound}, by directions {gap}");
            (overlaps, apart) = isFound ? (overlaps + 1, apart) : (overlaps, apart + 1);
        }

        Assert.True(overlaps > 50 && apart > 50, $"{overlaps} overlap, {apart} don't");
    }

    [Fact]
    public void The_distance_of_two_hulls_is_the_greatest_gap_of_all_directions()
    {
        for (var i = 0; i < 100; i++)
        {
            Double3[] Points(int sample) => [.. Enumerable.Range(0, 1 + (i % 7)).Select(k => Double3.Of(Random(i, sample + k)))];
            var (a, b) = (Points(100), Points(200).Select(static p => p + new Double3(1.5, 0, 0)).ToArray());
            var expected = Math.Max(0, Steepest(n => b.Min(p => Double3.Dot(Double3.Of(n), p)) - a.Max(p => Double3.Dot(Double3.Of(n), p))));
            Assert.Equal(expected, PointHulls.Distance(a, b), 0.001);
            Assert.Equal(PointHulls.Distance(a, b), PointHulls.Distance(b, a), 1e-9);
        }
    }

    [Fact]
    public void A_mesh_is_overlapped_at_its_surface_from_either_side()
    {
        using var world = Scene.Empty();
        world.Add(new BodyDescription { Kind = BodyKind.Static, Position = new(0, 2, 0), Parts = [new BodyPart(Shape.OfMesh(new([-5, 0, -5, 5, 0, -5, 5, 0, 5, -5, 0, 5], [0, 2, 1, 0, 3, 2])))] });
        foreach (var (y, expected) in (ReadOnlySpan<(float, int)>)[(2.6f, 0), (2.4f, 1), (1.6f, 1), (1.4f, 0)])
        {
            Assert.Equal(expected, Ask(world, Shape.Sphere(0.5f), new(1, y, 1), Rotation.Identity).Count);
            Assert.Equal(expected, Ask(world, Shape.Box(new(0.3f, 0.5f, 0.3f)), new(1, y, 1), Rotation.Identity).Count);
        }
    }

    [Fact]
    public void Each_body_is_named_once_and_by_its_number()
    {
        using var world = Scene.Empty();
        for (var i = 0; i < 30; i++) world.Add(new BodyDescription { Position = new(i, 0, 0), Parts = [new BodyPart(Shape.Sphere(0.2f)), new BodyPart(Shape.Sphere(0.3f)) { Filter = new(2, 0) }] });
        Assert.Equal([10, 11, 12], Ask(world, Shape.Box(new(1.1f, 1, 1)), new(11, 0, 0), Rotation.Identity));
        Assert.Empty(Ask(world, Shape.Box(new(1.1f, 1, 1)), new(11, 0, 0), Rotation.Identity, 4));
    }

    private static List<int> Ask(RigidWorld world, Shape shape, Float3 at, Rotation turn, uint mask = uint.MaxValue)
    {
        var (queries, bodies) = (new WorldQueries(world), new List<int>());
        queries.Look();
        queries.Overlap(shape, at, turn, mask, bodies);
        return bodies;
    }

    private static double Gap(Shape one, Float3 at, Rotation turn, Shape other, Float3 otherAt, Rotation otherTurn) =>
        Steepest(n => Low(other, otherAt, otherTurn, n) + Low(one, at, turn, -n));

    /// <summary>How far a shape begins along a direction.</summary>
    private static double Low(Shape shape, Float3 at, Rotation turn, Float3 n)
    {
        var local = turn.TurnBack(n);
        var reach = shape.Hull is { } hull
            ? Enumerable.Range(0, hull.VertexCount).Min(v => Float3.Dot(hull.Vertex(v), local))
            : -(Math.Abs(local.Y) * shape.Half.Y) - shape.Radius;
        return Float3.Dot(at, n) + reach;
    }

    private static double Steepest(Func<Float3, double> along)
    {
        var (best, direction) = (double.NegativeInfinity, default(Float3));
        for (var i = 0; i < 3000; i++)
        {
            var n = (i < 1200 ? Random(i, 50) : direction + (Random(i, 51) * (0.2f * MathF.Pow(0.996f, i - 1200)))).Normalized();
            if (n == default) continue;
            var gap = along(n);
            if (gap > best) (best, direction) = (gap, n);
        }

        return best;
    }

    private static Shape Hull() => Shape.OfHull(HullBuilder.Build([.. Enumerable.Range(0, 16).Select(static k => Random(k, 9).Normalized() * 0.5f)])!);

    private static Float3 Random(int item, int sample)
    {
        float One(int k) => ((CounterRandom.Bits(29, item, (10 * sample) + k) >> 40) / 8_388_608f) - 1;
        return new(One(0), One(1), One(2));
    }
}
