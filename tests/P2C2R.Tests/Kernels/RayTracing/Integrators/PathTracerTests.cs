using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Scenes;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Tests.Kernels.RayTracing.Integrators;

/// <summary>Light transport beside what is known about it.</summary>
public sealed class PathTracerTests
{
    private static readonly Float3 X = new(1, 0, 0), Y = new(0, 1, 0), Z = new(0, 0, 1);
    private static readonly PathSettings Followed = new(40, IsDiffuseFollowed: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void White_diffuse_surfaces_in_a_white_furnace_are_white(bool isLightSampled)
    {
        // Steps: light goes from face to face many times before it leaves.
        var scene = new TestScene { Sky = new Sky(Float3.One, null) }
            .AddBox(new Float3(0, 0, 0), new Float3(3, 1, 1), TestScene.Matt(1))
            .AddBox(new Float3(0, 1.001f, 0), new Float3(1, 3, 1), TestScene.Matt(1)).Prepare();
        var tracer = new PathTracer(new RayCounter(scene), Followed with { Bounces = 64, IsLightSampled = isLightSampled });
        foreach (var target in (Float3[])[new(1.1f, 1, 0.5f), new(1, 1.1f, 0.5f), new(2.5f, 0.9f, 1), new(0.3f, 2, 1)])
        {
            var eye = new Float3(4, 4, 3);
            Assert.Equal(1, Mean(i => Seen(tracer, new Ray(eye, (target - eye).Normalized()), new SamplePoints(7, i)), 256).X, 1e-3);
        }
    }

    /// <summary>J. H. Lambert, Photometria, 1760: what a polygon of even radiance sends to a point is a sum over its edges.</summary>
    [Theory]
    [InlineData(true, 4096)]
    [InlineData(false, 65536)]
    public void A_rectangle_of_light_gives_what_Lambert_says(bool isLightSampled, int samples)
    {
        Float3 corner = new(-0.3f, 1.5f, -0.2f), side = new(1.2f, 0.3f, 0), other = new(0, 0.2f, 0.9f);
        var scene = new TestScene().Add(corner, side, other, TestScene.Glowing(3)).Prepare();
        var tracer = new PathTracer(new RayCounter(scene), new PathSettings(0, true, isLightSampled));
        foreach (var place in (Float3[])[default, new(1, 0, 0.4f), new(-2, 0.2f, 1)])
        {
            var expected = 3 * Lambert(place, Y, [corner, corner + side, corner + side + other, corner + other]) / Math.PI;
            Assert.Equal(expected, Mean(i => Gathered(tracer, Place(scene, place, Y), new SamplePoints(9, i)), samples).X, expected * 0.01);
        }
    }

    /// <summary>Two unit squares that face each other at distance 1: 0.1998 (H. C. Hottel, 1931).</summary>
    [Fact]
    public void The_form_factor_of_two_squares_is_the_known_one()
    {
        var scene = new TestScene().Add(new Float3(0, 1, 0), X, Z, TestScene.Glowing(1)).Prepare();
        var tracer = new PathTracer(new RayCounter(scene), new PathSettings(0, true));
        var sum = 0.0;
        const int Count = 4096;
        for (var i = 0; i < Count; i++)
        {
            var points = new SamplePoints(3, i);
            var (u, v) = points.Pair(40);
            sum += Gathered(tracer, Place(scene, new Float3(u, 0, v), Y), points).X;
        }

        Assert.Equal(0.199825, sum / Count, 1e-3);
    }

    [Fact]
    public void Lights_without_an_area_obey_their_laws()
    {
        var scene = new TestScene()
            .Add(new SceneLight { Kind = LightKind.Point, Intensity = new Float3(5, 0, 0), Position = new Float3(0, 2, 1) })
            .Add(new SceneLight { Kind = LightKind.Directional, Intensity = new Float3(0, 3, 0), Direction = new Float3(0, -0.8f, 0.6f) })
            .Add(new SceneLight { Kind = LightKind.Spot, Intensity = new Float3(0, 0, 7), Position = new Float3(0, 3, 0), Direction = -Y, InnerCosine = 0.9f, OuterCosine = 0.8f }).Prepare();
        var tracer = new PathTracer(new RayCounter(scene), new PathSettings(0, true));
        var lit = Mean(i => Gathered(tracer, Place(scene, default, Y), new SamplePoints(1, i)), 2048);
        Assert.Equal(5 * 2 / Math.Pow(5, 1.5) / Math.PI, lit.X, 5e-3);
        Assert.Equal(3 * 0.8 / Math.PI, lit.Y, 5e-3);
        Assert.Equal(7 / 9.0 / Math.PI, lit.Z, 5e-3);

        // Outside the cone, and between its two angles: the square of a line.
        Assert.Equal(0, Mean(i => Gathered(tracer, Place(scene, new Float3(3, 0, 0), Y), new SamplePoints(1, i)), 2048).Z);
        var side = 3 * Math.Tan(Math.Acos(0.85));
        var distance = Math.Sqrt((side * side) + 9);
        Assert.Equal(7 * 0.25 * 0.85 / (distance * distance) / Math.PI, Mean(i => Gathered(tracer, Place(scene, new Float3((float)side, 0, 0), Y), new SamplePoints(1, i)), 2048).Z, 5e-3);
    }

    [Fact]
    public void Both_ways_to_find_light_agree_within_their_standard_error()
    {
        var scene = Cornell();
        var found = new PathTracer(new RayCounter(scene), Followed with { Bounces = 5 });
        var met = new PathTracer(new RayCounter(scene), Followed with { Bounces = 5, IsLightSampled = false });
        foreach (var target in (Float3[])[new(0.3f, 0, 0.5f), new(0.7f, 0.5f, 0), new(0, 0.4f, 0.6f)])
        {
            var ray = new Ray(new Float3(0.5f, 0.5f, 2), (target - new Float3(0.5f, 0.5f, 2)).Normalized());
            var (a, errorA) = MeanAndError(i => Seen(found, ray, new SamplePoints(5, i)).X, 1024);
            var (b, errorB) = MeanAndError(i => Seen(met, ray, new SamplePoints(6, i)).X, 8192);

            // Chance goes beyond 3.5 of them once in 2,000 times.
            Assert.InRange((a - b) / Math.Sqrt((errorA * errorA) + (errorB * errorB)), -3.5, 3.5);
        }
    }

    /// <summary>The error falls at least as fast as with the square root of the samples, measured against 100 times the samples.</summary>
    [Fact]
    public void A_Cornell_box_converges()
    {
        const int Side = 5, Few = 2, Many = 32;
        var tracer = new PathTracer(new RayCounter(Cornell()), Followed with { Bounces = 4 });
        var (few, many) = (0.0, 0.0);
        for (var pixel = 0; pixel < Side * Side; pixel++)
        {
            var target = new Float3(((pixel % Side) + 0.5f) / Side, ((pixel / Side) + 0.5f) / Side, 1);
            var ray = new Ray(new Float3(0.5f, 0.5f, 2.3f), (target - new Float3(0.5f, 0.5f, 2.3f)).Normalized());
            var reference = Mean(i => Seen(tracer, ray, new SamplePoints(1, i)), 100 * Many);
            few += (Mean(i => Seen(tracer, ray, new SamplePoints((uint)pixel + 100, i)), Few) - reference).LengthSquared;
            many += (Mean(i => Seen(tracer, ray, new SamplePoints((uint)pixel + 100, i)), Many) - reference).LengthSquared;
        }

        // 16 times the samples: a quarter of the error, and room for chance.
        Assert.InRange(Math.Sqrt(many / few), 0, 0.25 * 1.2);
    }

    [Fact]
    public void A_mirror_shows_what_stands_before_it()
    {
        var mirror = new SceneMaterial { BaseColor = new Float3(0.5f, 0.25f, 1), Metallic = 1, Roughness = 0, DoubleSided = true };
        var scene = new TestScene().Add(new Float3(-5, 0, -5), Z * 10, X * 10, mirror).Add(new Float3(-1, 0.5f, -3), X * 2, Y, TestScene.Glowing(2)).Prepare();
        var tracer = new PathTracer(new RayCounter(scene), new PathSettings(3, IsDiffuseFollowed: false));
        var seen = Seen(tracer, new Ray(new Float3(0, 1, 1), new Float3(0, -0.5f, -1).Normalized()), new SamplePoints(1, 0));
        var grazing = Math.Pow(1 - (0.5 / Math.Sqrt(1.25)), 5);
        Assert.Equal(2 * (0.5 + (0.5 * grazing)), seen.X, 1e-4);
        Assert.Equal(2 * (0.25 + (0.75 * grazing)), seen.Y, 1e-4);
    }

    [Fact]
    public void Fronts_alone_are_seen_through_from_behind_by_the_camera_only()
    {
        var front = TestScene.Matt(0.5f) with { DoubleSided = false };
        var scene = new TestScene { Sky = new Sky(Float3.One, null) }.Add(new Float3(-1, -1, 0), X * 2, Y * 2, front).Prepare();
        var rays = new RayCounter(scene);
        var fromBehind = new Ray(new Float3(0, 0, -1), Z);
        Assert.False(rays.ClosestFromCamera(fromBehind, out _));
        Assert.True(rays.Closest(fromBehind, out _));
        Assert.True(rays.ClosestFromCamera(new Ray(Z, -Z), out _));
        Assert.Equal(3, rays.Rays);
    }

    private static PreparedScene Cornell()
    {
        var (white, red, green) = (TestScene.Matt(0.7f), TestScene.Matt(0.6f) with { BaseColor = new Float3(0.6f, 0.1f, 0.1f) }, TestScene.Matt(0.6f) with { BaseColor = new Float3(0.1f, 0.5f, 0.1f) });
        return new TestScene()
            .Add(default, Z, X, white).Add(Y, X, Z, white).Add(default, X, Y, white)
            .Add(default, Y, Z, red).Add(X, Z, Y, green)
            .Add(new Float3(0.35f, 0.99f, 0.35f), X * 0.3f, Z * 0.3f, TestScene.Glowing(10))
            .AddBox(new Float3(0.55f, 0, 0.2f), new Float3(0.8f, 0.5f, 0.45f), white)
            .AddBox(new Float3(0.2f, 0.001f, 0.4f), new Float3(0.45f, 0.25f, 0.7f), new SceneMaterial { BaseColor = Float3.One * 0.9f, Metallic = 1, Roughness = 0.3f }).Prepare();
    }

    private static SurfacePoint Place(PreparedScene scene, Float3 position, Float3 normal) =>
        new() { Position = position, FlatNormal = normal, Normal = normal, Frame = new Frame(normal), Albedo = Float3.One, Scatters = true, Offset = scene.Surfaces.Offset };

    private static Float3 Gathered(PathTracer tracer, SurfacePoint place, SamplePoints points)
    {
        Assert.True(tracer.TryGather(place, points, out var gathered));
        return gathered;
    }

    private static Float3 Mean(Func<int, Float3> sample, int count)
    {
        var (x, y, z) = (0.0, 0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var value = sample(i);
            (x, y, z) = (x + value.X, y + value.Y, z + value.Z);
        }

        return new Float3((float)(x / count), (float)(y / count), (float)(z / count));
    }

    private static (double Mean, double Error) MeanAndError(Func<int, float> sample, int count)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var value = sample(i);
            (sum, squares) = (sum + value, squares + ((double)value * value));
        }

        var mean = sum / count;
        return (mean, Math.Sqrt(((squares / count) - (mean * mean)) / count));
    }

    private static double Lambert(Float3 place, Float3 normal, Float3[] corners)
    {
        var sum = 0.0;
        for (var i = 0; i < corners.Length; i++)
        {
            var (a, b) = ((corners[i] - place).Normalized(), (corners[(i + 1) % corners.Length] - place).Normalized());
            sum += Math.Acos(Float3.Dot(a, b)) * Float3.Dot(normal, Float3.Cross(a, b).Normalized());
        }

        return Math.Abs(sum) / 2;
    }

    private static Float3 Seen(PathTracer tracer, Ray ray, SamplePoints points)
    {
        var isHit = tracer.Rays.ClosestFromCamera(ray, out var hit);
        return tracer.Radiance(ray, isHit, hit, points);
    }
}
