using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Tests.Kernels.Physics.Dynamics;

/// <summary>Bodies that touch, beside what mechanics says of them.</summary>
public sealed class ContactTests
{
    private static Shape UnitBox => Shape.Box(new(0.5f, 0.5f, 0.5f));

    [Theory]
    [InlineData(0.3f, 16, true)]
    [InlineData(0.3f, 18, false)]
    [InlineData(0.8f, 38, true)]
    [InlineData(0.8f, 39.5f, false)]
    public void A_box_slides_where_the_slope_is_steeper_than_its_friction(float friction, float degrees, bool stays)
    {
        // tan 16.7 = 0.3, tan 38.66 = 0.8: a degree on either side. What stays may creep a millimetre while it settles.
        var angle = degrees * MathF.PI / 180;
        using var world = Scene.Empty();
        var tilt = Rotation.About(new(0, 0, angle));
        world.Add(new BodyDescription { Kind = BodyKind.Static, Rotation = tilt, Position = tilt.Turn(new(0, -1, 0)), Parts = [new BodyPart(Shape.Box(new(50, 1, 50)), friction)] });
        var box = world.Add(new BodyDescription { Rotation = tilt, Position = tilt.Turn(new(0, 0.25f, 0)), Parts = [new BodyPart(Shape.Box(new(0.5f, 0.25f, 0.5f)), friction)] });
        var start = world.Bodies.Centers[box];
        world.Run(120);
        var moved = (world.Bodies.Centers[box] - start).Length;
        var acceleration = 9.81 * (Math.Sin(angle) - (friction * Math.Cos(angle)));
        if (stays) Assert.True(moved < 0.002, $"slid {moved}");
        else Assert.Equal(acceleration * 2, moved, 0.05 * acceleration * 2);
    }

    [Theory]
    [InlineData(0.25f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void A_ball_bounces_to_the_square_of_its_restitution(float restitution)
    {
        using var world = Scene.WithFloor(restitution: restitution);
        var ball = world.Put(Shape.Sphere(0.25f), new(0, 2.25f, 0), restitution: restitution);
        float lowest = 10, highest = 0;
        for (var i = 0; i < 200; i++)
        {
            world.Run(1);
            var height = world.Bodies.Centers[ball].Y - 0.25f;
            if (height < lowest && highest == 0) lowest = height;
            else if (world.Bodies.Velocity(ball).Y > 0 || highest > 0) highest = Math.Max(highest, height);
            if (highest > 0 && world.Bodies.Velocity(ball).Y < 0) break;
        }

        // The impact's speed is taken at a step's begin: up to g / 60 of 6.3 m/s too little or much, twice that in height, and as much for
        // where in a step it falls.
        Assert.Equal(2 * restitution * restitution, highest, 0.07 * 2 * restitution + 0.02);
    }

    [Fact]
    public void Momentum_and_energy_pass_through_a_row_of_balls_with_small_gaps()
    {
        // Newton's cradle without strings: equal balls in a line hit each other one after the other, so velocity is handed on. The gap is
        // more than a ball moves in a step: of impacts within one step only the first knows its speed.
        using var world = Scene.Empty(new StepSettings { Gravity = default, Sleeping = false });
        var balls = Enumerable.Range(0, 5).Select(i => world.Put(Shape.Sphere(0.5f), new(i * 1.06f, 0, 0), i == 0 ? new(3, 0, 0) : default, friction: 0, restitution: 1)).ToArray();
        world.Run(60);

        // Rounding in four impacts.
        for (var i = 0; i < 4; i++) Assert.Equal(0, world.Bodies.Velocity(balls[i]).Length, 0.02);
        Assert.Equal(3, world.Bodies.Velocity(balls[4]).X, 0.02);
    }

    [Fact]
    public void Momentum_is_kept_when_bodies_of_any_shape_collide()
    {
        using var world = Scene.Empty(new StepSettings { Gravity = default, Sleeping = false });
        Shape[] shapes = [Shape.Sphere(0.4f), UnitBox, Shape.Capsule(0.4f, 0.3f), Shape.Cylinder(0.4f, 0.4f)];
        for (var i = 0; i < 16; i++)
        {
            var at = new Float3((i % 4) - 1.5f, (i / 4 % 2) - 0.5f, (i / 8) - 0.5f) * 2;
            world.Put(shapes[(i + (i / 4)) % 4], at, at * -1.5f + new Float3(0, 0.1f, 0), new(i % 3, 1, i % 2), restitution: 0.3f);
        }

        var (linear, angular) = Momenta(world);
        world.Run(120);
        var (after, angularAfter) = Momenta(world);
        var scale = 1 / world.Bodies.InverseMass(1) * 3;

        // Every impulse acts on two bodies at one line: linear momentum changes by rounding only. Angular momentum also by the arms, which
        // are those of a step's begin, and by the overlap at the contact: a few hundredths of one body's.
        Assert.True((after - linear).Length < 1e-3 * scale, $"{linear} became {after}");
        Assert.True((angularAfter - angular).Length < 0.2 * scale, $"{angular} became {angularAfter}");
    }

    [Fact]
    public void Ten_boxes_stand_on_each_other_for_ten_seconds()
    {
        using var world = Scene.WithFloor();
        var boxes = Enumerable.Range(0, 10).Select(i => world.Put(UnitBox, new(0, 0.5f + i, 0))).ToArray();
        world.Run(600);

        // Soft contacts give way by up to 5 mm under nine boxes, and the gaps add up.
        for (var i = 0; i < 10; i++) Assert.True((world.Bodies.Centers[boxes[i]] - new Float3(0, 0.5f + i, 0)).Length < 0.04, $"box {i} is at {world.Bodies.Centers[boxes[i]]}");
    }

    [Theory]
    [InlineData(20, 4)]
    [InlineData(100, 8)]
    public void A_pyramid_stands_for_ten_seconds(int rows, int substeps)
    {
        // A wall of 100 m that is 1 m thick buckles sideways where contacts give way: with 4 parts of a step after six seconds, with 8 it comes to rest.
        using var world = Scene.Pyramid(rows, settings: new StepSettings { Substeps = substeps });
        var start = world.Bodies.Centers[..world.Bodies.Count];
        world.Run(600);
        var worst = Enumerable.Range(0, start.Length).Max(i => (world.Bodies.Centers[i] - start[i]).Length);

        // The required bound for a base of 100 is 1.2 m; it falls with the square of the height.
        Assert.True(worst < 1.2 * rows * rows / 10_000, $"a box moved {worst} m");
    }

    [Theory]
    [InlineData(0.001f, 1)]
    [InlineData(0.004f, 2)]
    public void A_cradle_hands_the_motion_of_one_or_two_balls_through_small_gaps(float gap, int moving)
    {
        // All impacts fall into a few steps; the time of a step is so short that a ball needs more than one for a gap, as impacts within one step know the speeds of its begin only.
        using var world = Scene.Empty(new StepSettings { Gravity = default, Sleeping = false, TimeStep = 0.0002f });
        var balls = Enumerable.Range(0, 5).Select(i => world.Put(Shape.Sphere(0.05f), new(i * (0.1f + gap), 0, 0), i < moving ? new(1.5f, 0, 0) : default, friction: 0, restitution: 1)).ToArray();
        world.Run(200);
        for (var i = 0; i < 5; i++) Assert.Equal(i >= 5 - moving ? 1.5 : 0, world.Bodies.Velocity(balls[i]).X, 0.03);
    }

    [Fact]
    public void Energy_of_balls_without_friction_that_bounce_fully_is_kept_and_never_grows()
    {
        using var world = Scene.Empty(new StepSettings { Gravity = default, Sleeping = false });
        for (var i = 0; i < 8; i++) world.Put(Shape.Sphere(0.4f), new((i % 2) * 3, (i / 2 % 2) * 3, (i / 4) * 3), new(2 - (i % 3), (i % 5) - 2, 1.5f - (i % 4)), friction: 0, restitution: 1);
        var before = Scene.Energy(world, 0);
        world.Run(300);

        // Impacts slower than 1 m/s don't bounce, and lose a little.
        Assert.InRange(Scene.Energy(world, 0) / before, 0.9, 1.001);
    }

    [Fact]
    public void A_plank_over_two_posts_carries_a_load()
    {
        using var world = Scene.WithFloor();
        foreach (var x in (float[])[-2, 2]) world.Add(new BodyDescription { Kind = BodyKind.Static, Position = new(x, 1, 0), Parts = [new BodyPart(Shape.Box(new(0.2f, 1, 0.5f)))] });
        var plank = world.Put(Shape.Box(new(2.5f, 0.1f, 0.5f)), new(0, 2.1f, 0));
        var load = world.Put(UnitBox, new(0.3f, 2.7f, 0));
        world.Run(300);

        // Soft contacts give way by about a millimetre under a ton.
        Assert.Equal(2.1, world.Bodies.Centers[plank].Y, 0.01);
        Assert.Equal(2.7, world.Bodies.Centers[load].Y, 0.01);
    }

    [Fact]
    public void A_fast_ball_does_not_pass_through_a_thin_wall()
    {
        using var world = Scene.Empty(new StepSettings { Gravity = default, Sleeping = false });
        world.Add(new BodyDescription { Kind = BodyKind.Static, Parts = [new BodyPart(Shape.Box(new(0.02f, 5, 5)))] });
        var ball = world.Put(Shape.Sphere(0.05f), new(-10, 0, 0), new(300, 0, 0));
        world.Run(30);
        Assert.True(world.Bodies.Centers[ball].X < 0, $"the ball is at {world.Bodies.Centers[ball].X}");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Threads_change_no_bit(int threads)
    {
        using var one = Scene.Pyramid(16);
        using var many = Scene.Pyramid(16, threads);
        one.Run(40);
        many.Run(40);
        Assert.Equal(Scene.Hash(one), Scene.Hash(many));
    }

    private static (Float3 Linear, Float3 Angular) Momenta(RigidWorld world)
    {
        var (linear, angular) = (default(Float3), default(Float3));
        for (var body = 0; body < world.Bodies.Count; body++)
        {
            var push = world.Bodies.Velocity(body) / world.Bodies.InverseMass(body);
            var turn = world.Bodies.Rotations[body];
            linear += push;
            angular += Float3.Cross(world.Bodies.Centers[body], push) + turn.Turn(world.Bodies.Inertias[body] * turn.TurnBack(world.Bodies.AngularVelocity(body)));
        }

        return (linear, angular);
    }
}
