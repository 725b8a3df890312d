using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.NarrowPhase;
using P2C2R.Kernels.Physics.Shapes;
using P2C2R.Tests.Kernels.Physics.Dynamics;

namespace P2C2R.Tests.Kernels.Physics.NarrowPhase;

/// <summary>Gaps and overlaps of pairs in random poses, beside the greatest separation of thousands of directions.</summary>
public sealed class OverlapTests
{
    [Theory]
    [InlineData("boxes")]
    [InlineData("hulls")]
    [InlineData("box and hull")]
    public void The_gap_is_the_greatest_separation_of_all_directions(string pair)
    {
        var (touching, apart) = (0, 0);
        for (var i = 0; i < 120; i++)
        {
            var (a, b) = (Make(pair != "hulls", 2 * i), Make(pair == "boxes", (2 * i) + 1));
            using var world = Scene.Empty(new StepSettings { Gravity = default });
            world.Put(a, default);
            var turn = Rotation.About(new Float3(Random(i, 1), Random(i, 2), Random(i, 3)) * 3);
            var at = new Float3(Random(i, 4), Random(i, 5), Random(i, 6)).Normalized() * (0.55f + (0.4f * MathF.Abs(Random(i, 7))));
            world.Add(new BodyDescription { Position = at, Rotation = turn, Parts = [new BodyPart(b)] });
            world.FindContacts(TestContext.Current.CancellationToken);
            var expected = Separation(a, b, at, turn);
            var gap = Gap(world);

            // Directions are tried a few degrees apart and then closer, so the sampled value is a little low; features that are preferred for being
            // steady may be 2 mm worse.
            if (gap is { } found) Assert.True(Math.Abs(found - expected) < 0.006, $"pair {i}: {found}, by directions {expected}");
            else Assert.True(expected > 0.014, $"pair {i}: no contact, by directions {expected}");
            (touching, apart) = gap is null ? (touching, apart + 1) : (touching + 1, apart);
        }

        Assert.True(touching > 30 && apart > 5, $"{touching} touch, {apart} don't");
    }

    private static Shape Make(bool isBox, int item)
    {
        if (isBox) return Shape.Box(new Float3(1.2f + Random(item, 11), 1.2f + Random(item, 12), 1.2f + Random(item, 13)) * 0.2f);
        var points = Enumerable.Range(0, 14).Select(k => new Float3(Random(item, 20 + k), Random(item, 40 + k), Random(item, 60 + k)).Normalized() * 0.4f);
        return Shape.OfHull(HullBuilder.Build([.. points])!);
    }

    /// <summary>The least gap of the pair's points; null where there is no contact.</summary>
    private static float? Gap(RigidWorld world)
    {
        if (world.Contacts.Count == 0 || world.Contacts.Touching[0] == 0) return null;
        return Enumerable.Range(0, Manifold.Most).Min(k => world.Contacts.Rows[ContactStore.Points + (4 * k) + 3]);
    }

    private static double Separation(Shape a, Shape b, Float3 at, Rotation turn)
    {
        // Put places a body by its origin; both shapes are in the axes of their bodies.
        var (first, second) = (Corners(a).ToArray(), Corners(b).Select(c => turn.Turn(c) + at).ToArray());
        float Along(Float3 n) => second.Min(p => Float3.Dot(n, p)) - first.Max(p => Float3.Dot(n, p));
        var (best, direction) = (float.NegativeInfinity, default(Float3));
        for (var i = 0; i < 4000; i++)
        {
            // The first tries go everywhere, the others around the best so far, ever closer.
            var random = new Float3(Random(i, 101), Random(i, 102), Random(i, 103));
            var n = (i < 2500 ? random : direction + (random * (0.1f * MathF.Pow(0.997f, i - 2500)))).Normalized();
            if (n == default) continue;
            var along = Along(n);
            if (along > best) (best, direction) = (along, n);
        }

        return best;
    }

    private static IEnumerable<Float3> Corners(Shape shape) => Enumerable.Range(0, shape.Hull!.VertexCount).Select(shape.Hull.Vertex);

    private static float Random(int item, int sample) => ((CounterRandom.Bits(17, item, sample) >> 40) / 8_388_608f) - 1;
}
