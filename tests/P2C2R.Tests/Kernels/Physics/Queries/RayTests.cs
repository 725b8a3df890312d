using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Queries;
using P2C2R.Kernels.Physics.Shapes;
using P2C2R.Tests.Kernels.Physics.Dynamics;

namespace P2C2R.Tests.Kernels.Physics.Queries;

/// <summary>Rays against shapes in random poses, beside a walk along the ray by the distance to the shape.</summary>
public sealed class RayTests
{
    // Half a row of shapes is turned to the ray's origin, half is missed.
    private const int Rays = 300;

    public static TheoryData<string> Shapes => ["ball", "capsule", "box", "hull", "cylinder", "mesh"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_ray_hits_where_the_distance_to_the_shape_becomes_zero(string kind)
    {
        var (hits, misses) = (0, 0);
        var shape = Make(kind);
        for (var i = 0; i < Rays; i++)
        {
            using var world = Scene.Empty();
            var turn = Rotation.About(Random(i, 1) * 3);
            var at = Random(i, 2) * 5;
            world.Add(new BodyDescription { Kind = BodyKind.Static, Position = at, Rotation = turn, Parts = [new BodyPart(shape)] });
            var origin = Random(i, 3) * 4;
            var direction = ((at - origin).Normalized() + (Random(i, 4) * 0.25f)).Normalized();
            var found = Ask(world).Cast(origin, direction, 20, 1);
            var expected = Walk(shape, turn.TurnBack(origin - at), turn.TurnBack(direction));
            Assert.True((found is null) == (expected is null), $"ray {i}: {found}, by the walk {expected}");
            if (found is not { } hit || expected is not { } distance)
            {
                misses++;
                continue;
            }

            // The walk ends 0.1 mm before the surface, which is a millimetre or more of a grazing ray; poses are rounded to 1e-6.
            var slope = Math.Max(0.05, -Float3.Dot(hit.Hit.Normal.Rounded, direction));
            Assert.Equal(distance, hit.Hit.Distance, 0.0003 / slope);
            Assert.Equal(1, hit.Hit.Normal.Length, 1e-5);
            Assert.True(distance == 0 || Float3.Dot(hit.Hit.Normal.Rounded, direction) <= 0);
            hits++;
        }

        Assert.True(hits > 40 && misses > 40, $"{hits} hit, {misses} miss");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_normal_is_the_slope_of_the_distance(string kind)
    {
        var shape = Make(kind);
        using var world = Scene.Empty();
        world.Add(new BodyDescription { Kind = BodyKind.Static, Parts = [new BodyPart(shape)] });
        var queries = Ask(world);
        var checkedNormals = 0;
        for (var i = 0; i < Rays; i++)
        {
            var origin = Random(i, 5).Normalized() * 3;
            var direction = ((Random(i, 6) * 0.4f) - origin).Normalized();
            if (queries.Cast(origin, direction, 20, 1) is not { } hit || hit.Hit.Distance == 0) continue;

            // Half a millimetre outside the distance grows along the normal by one to one; 2e-3 for rounding, and edges bend it.
            const float step = 5e-4f;
            var normal = hit.Hit.Normal.Rounded;
            var at = origin + (direction * (float)hit.Hit.Distance) + (normal * step);
            if (Distance(shape, at) < 0.8f * step) continue;
            Assert.Equal(step, Distance(shape, at + (normal * step)) - Distance(shape, at), 0.1 * step);
            checkedNormals++;
        }

        Assert.True(checkedNormals > 100, $"{checkedNormals} normals");
    }

    [Fact]
    public void Of_many_bodies_the_nearest_that_the_mask_lets_through_counts()
    {
        using var world = Scene.Empty();
        for (var i = 0; i < 40; i++) world.Add(new BodyDescription { Kind = BodyKind.Static, Position = new(0, 0, 39 - i), Parts = [new BodyPart(Shape.Sphere(0.25f)) { Filter = new(1u << (i % 4), 0) }] });
        var queries = Ask(world);
        Assert.Equal(39, queries.Cast(new(0, 0, -5), new(0, 0, 1), 100, uint.MaxValue)!.Value.Body);
        Assert.Equal((36, 7.75), (queries.Cast(new(0, 0, -5), new(0, 0, 1), 100, 1)!.Value.Body, queries.Cast(new(0, 0, -5), new(0, 0, 1), 100, 1)!.Value.Hit.Distance));
        Assert.Null(queries.Cast(new(0, 0, -5), new(0, 0, 1), 7.7f, 1));
        Assert.Null(queries.Cast(new(0, 0, -5), new(0, 0, 1), 100, 1u << 9));
        Assert.Equal((20, 0.0), (queries.Cast(new(0, 0, 19), new(1, 0, 0), 1, uint.MaxValue)!.Value.Body, queries.Cast(new(0, 0, 19), new(1, 0, 0), 1, uint.MaxValue)!.Value.Hit.Distance));
    }

    [Fact]
    public void An_origin_a_hundred_kilometres_away_hits_to_the_millimetre()
    {
        using var world = Scene.Empty();
        world.Add(new BodyDescription { Kind = BodyKind.Static, Parts = [new BodyPart(Shape.Sphere(0.5f))] });

        // Binary32 would have steps of 8 mm there, and a chord's square none at all.
        Assert.Equal(99999.5, Ask(world).Cast(new(-100_000, 0, 0), new(1, 0, 0), 200_000, 1)!.Value.Hit.Distance, 1e-3);
    }

    private static WorldQueries Ask(RigidWorld world)
    {
        var queries = new WorldQueries(world);
        queries.Look();
        return queries;
    }

    private static Shape Make(string kind) => kind switch
    {
        "ball" => Shape.Sphere(0.6f),
        "capsule" => Shape.Capsule(0.5f, 0.3f),
        "box" => Shape.Box(new(0.3f, 0.7f, 0.5f)),
        "cylinder" => Shape.Cylinder(0.4f, 0.5f),
        "hull" => Shape.OfHull(HullBuilder.Build([.. Enumerable.Range(0, 20).Select(static k => Random(k, 7).Normalized() * 0.7f)])!),
        _ => Shape.OfMesh(Octahedron()),
    };

    private static TriangleTree Octahedron() => new([0.7f, 0, 0, -0.7f, 0, 0, 0, 0.7f, 0, 0, -0.7f, 0, 0, 0, 0.7f, 0, 0, -0.7f], [0, 2, 4, 2, 1, 4, 1, 3, 4, 3, 0, 4, 2, 0, 5, 1, 2, 5, 3, 1, 5, 0, 3, 5]);

    /// <summary>Goes on by the distance to the shape until there is none.</summary>
    private static double? Walk(Shape shape, Float3 origin, Float3 direction)
    {
        var along = 0.0;
        for (var i = 0; i < 5000 && along < 20; i++)
        {
            var distance = Distance(shape, origin + (direction * (float)along));
            if (distance < 1e-4) return i == 0 ? 0 : along;
            along += distance;
        }

        return null;
    }

    /// <summary>From a point to a shape; 0 or less inside. Not of its own making: faces' corners one by one, and segments.</summary>
    private static double Distance(Shape shape, Float3 point)
    {
        if (shape.Mesh is { } mesh) return Enumerable.Range(0, mesh.Count).Min(t => ToTriangle(point, mesh.Corner(t, 0), mesh.Corner(t, 1), mesh.Corner(t, 2)));
        if (shape.Hull is not { } hull) return ToSegment(point, new(0, -shape.Half.Y, 0), new(0, shape.Half.Y, 0)) - shape.Radius;
        var faces = Enumerable.Range(0, hull.FaceCount).ToArray();
        if (faces.All(f => Float3.Dot(hull.Normal(f), point) <= hull.Offsets[f])) return 0;
        return faces.Min(f => Enumerable.Range(hull.FaceStarts[f] + 1, hull.FaceStarts[f + 1] - hull.FaceStarts[f] - 2)
            .Min(i => ToTriangle(point, hull.Vertex(hull.FaceVertices[hull.FaceStarts[f]]), hull.Vertex(hull.FaceVertices[i]), hull.Vertex(hull.FaceVertices[i + 1]))));
    }

    private static double ToSegment(Float3 point, Float3 from, Float3 to)
    {
        var along = to - from;
        var share = along == default ? 0 : Math.Clamp(Float3.Dot(point - from, along) / along.LengthSquared, 0, 1);
        return (point - from - (along * share)).Length;
    }

    private static double ToTriangle(Float3 point, Float3 a, Float3 b, Float3 c)
    {
        var normal = Float3.Cross(b - a, c - a).Normalized();
        bool Inside(Float3 from, Float3 to) => Float3.Dot(Float3.Cross(to - from, point - from), normal) >= 0;
        return Inside(a, b) && Inside(b, c) && Inside(c, a) ? Math.Abs(Float3.Dot(point - a, normal)) : Math.Min(ToSegment(point, a, b), Math.Min(ToSegment(point, b, c), ToSegment(point, c, a)));
    }

    private static Float3 Random(int item, int sample)
    {
        float One(int k) => ((CounterRandom.Bits(23, item, (10 * sample) + k) >> 40) / 8_388_608f) - 1;
        return new(One(0), One(1), One(2));
    }
}
