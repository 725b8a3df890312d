using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Joints;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Tests.Kernels.Physics.Dynamics;

/// <summary>Nothing that is fast or thin passes through anything: contacts reach as far as bodies get in a step.</summary>
public sealed class TunnelTests
{
    private const float HalfWall = 0.01f;

    // Wider than the fastest gets in 40 steps.
    private const float HalfWidth = 1000;

    // Up to the fastest that a document may start with; 17 m in a step.
    private static readonly float[] Speeds = [20, 90, 300, 1000];
    private static readonly float[] Degrees = [0, 30, 60, 80];
    private static readonly int[] Substeps = [1, 4, 9];

    [Theory]
    [InlineData("ball")]
    [InlineData("box")]
    [InlineData("capsule")]
    [InlineData("hull")]
    public void A_bullet_stays_in_front_of_a_thin_wall(string bullet)
    {
        foreach (var wall in (string[])["box", "mesh"])
        {
            ForEach((speed, degrees, substeps, shift) =>
            {
                using var world = Scene.Empty(Settings(substeps));
                world.Add(new BodyDescription { Kind = BodyKind.Static, Parts = [new BodyPart(wall == "box" ? Shape.Box(new(HalfWall, HalfWidth, HalfWidth)) : Sheet(), 0)] });
                var body = Fire(world, bullet, speed, degrees, shift, new(3, -2, 5));
                world.Run(40);
                Assert.True(world.Bodies.Centers[body].X < 0, $"{wall}, {speed} m/s, {degrees} degrees, {substeps} substeps: at {world.Bodies.Centers[body]}");
            });
        }
    }

    [Theory]
    [InlineData("ball")]
    [InlineData("box")]
    [InlineData("capsule")]
    public void A_bullet_stays_in_front_of_a_thin_plate_that_moves_itself(string bullet)
    {
        ForEach((speed, degrees, substeps, shift) =>
        {
            using var world = Scene.Empty(Settings(substeps));
            var plate = world.Add(new BodyDescription { Velocity = new(-speed / 3, 0, 0), TotalMass = 500, Parts = [new BodyPart(Shape.Box(new(HalfWall, HalfWidth, HalfWidth)), 0)] });
            var body = Fire(world, bullet, speed, degrees, shift, default);
            world.Run(40);
            var side = world.Bodies.Rotations[plate].TurnBack(world.Bodies.Centers[body] - world.Bodies.Centers[plate]).X;
            Assert.True(side < 0, $"{speed} m/s, {degrees} degrees, {substeps} substeps: {side} m beyond the plate");
        });
    }

    [Fact]
    public void Two_bullets_that_meet_do_not_pass_each_other()
    {
        ForEach((speed, _, substeps, shift) =>
        {
            using var world = Scene.Empty(Settings(substeps));
            var right = world.Put(Shape.Sphere(0.02f), new(5 + shift, 0, 0), new(-speed, 0, 0), friction: 0);
            var left = world.Put(Shape.Sphere(0.02f), new(-5, 0, 0), new(speed, 0, 0), friction: 0);
            world.Run(40);
            Assert.True(world.Bodies.Centers[left].X < world.Bodies.Centers[right].X, $"{speed} m/s, {substeps} substeps");
        });
    }

    [Fact]
    public void A_spinning_rod_does_not_sweep_through_a_thin_post()
    {
        foreach (var spin in (float[])[5, 20, 60])
        {
            foreach (var substeps in Substeps)
            {
                foreach (var start in (float[])[0.1f, 0.4f, 0.9f])
                {
                    // A rod of 4 m about its middle, a post 1.5 m out; friction none, so that it can't climb.
                    using var world = Scene.Empty(Settings(substeps));
                    world.Add(new BodyDescription { Kind = BodyKind.Static, Position = new(1.5f, 0, 0), Parts = [new BodyPart(Shape.Box(new(0.02f, 1, 0.02f)), 0)] });
                    var center = world.Add(new BodyDescription { Kind = BodyKind.Static, Parts = [] });
                    var turn = Rotation.About(new(0, start, 0));
                    var rod = world.Add(new BodyDescription { Rotation = turn, AngularVelocity = new(0, -spin, 0), Parts = [new BodyPart(Shape.Box(new(2, 0.02f, 0.02f)), 0)] });
                    world.Add(new JointDescription { Kind = JointKind.Hinge, BodyA = center, BodyB = rod, Axis = new(0, 1, 0), Ranges = JointDescription.RangesOf(JointKind.Hinge, JointRange.Free) });
                    for (var i = 0; i < 60; i++)
                    {
                        world.Run(1);
                        var (at, along) = (world.Bodies.Centers[rod], world.Bodies.Rotations[rod].Turn(new(1, 0, 0)));

                        // Where the rod passes the post its middle stays on the side on which it began, also while a blow shifts the soft hinge.
                        var side = at.Z + (along.Z / along.X * (1.5f - at.X));
                        Assert.True(side < 0, $"{spin} rad/s, {substeps} substeps, from {start}: {side} after {i + 1} steps");
                        if (along.X < 0.75f) break;
                    }
                }
            }
        }
    }

    private static StepSettings Settings(int substeps) => new() { Gravity = default, Sleeping = false, Substeps = substeps };

    private static Shape Sheet() => Shape.OfMesh(new([0, -HalfWidth, -HalfWidth, 0, HalfWidth, -HalfWidth, 0, HalfWidth, HalfWidth, 0, -HalfWidth, HalfWidth], [0, 2, 1, 0, 3, 2]));

    private static int Fire(RigidWorld world, string bullet, float speed, float degrees, float shift, Float3 spin)
    {
        var angle = degrees * MathF.PI / 180;
        var direction = new Float3(MathF.Cos(angle), MathF.Sin(angle) * 0.6f, MathF.Sin(angle) * 0.8f);
        Shape shape = bullet switch
        {
            "ball" => Shape.Sphere(0.02f),
            "box" => Shape.Box(new(0.03f, 0.01f, 0.02f)),
            "capsule" => Shape.Capsule(0.04f, 0.01f),
            _ => Shape.OfHull(HullBuilder.Build([new(0.03f, 0, 0), new(-0.02f, 0.02f, 0), new(-0.02f, -0.02f, 0.02f), new(-0.02f, -0.02f, -0.02f), new(0, 0.01f, 0.02f)])!),
        };
        return world.Put(shape, direction * -(3 + shift), direction * speed, spin, friction: 0);
    }

    /// <summary>Speeds, angles and substeps, each from another distance, so that impacts fall anywhere in a step.</summary>
    private static void ForEach(Action<float, float, int, float> test)
    {
        var number = 0;
        foreach (var speed in Speeds)
        {
            foreach (var degrees in Degrees)
            {
                foreach (var substeps in Substeps)
                {
                    for (var k = 0; k < 3; k++) test(speed, degrees, substeps, number++ * 0.618034f % 1 * speed / 60);
                }
            }
        }
    }
}
