using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Joints;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Tests.Kernels.Physics.Dynamics;

public sealed class JointTests
{
    private static readonly Shape Bob = Shape.Sphere(0.1f);

    [Theory]
    [InlineData(0.1, 2)]
    [InlineData(1.0, 1)]
    public void A_pendulum_swings_with_its_period(double angle, float length)
    {
        using var world = Scene.Empty();
        var post = world.Add(new BodyDescription { Kind = BodyKind.Static, Parts = [] });
        var bob = world.Put(Bob, new(length * (float)Math.Sin(angle), -length * (float)Math.Cos(angle), 0));
        world.Add(new JointDescription { Kind = JointKind.Ball, BodyA = post, BodyB = bob, Ranges = JointDescription.RangesOf(JointKind.Ball, default) });
        var (crossings, first, last, before) = (0, 0.0, 0.0, 1f);
        for (var step = 1; step <= 1200; step++)
        {
            world.Run(1);
            var x = world.Bodies.Centers[bob].X;
            if (before > 0 && x <= 0)
            {
                last = (step - 1 + (before / (before - x))) / 60.0;
                first = crossings++ == 0 ? last : first;
            }

            before = x;
        }

        // A physical pendulum: length plus the ball's own inertia; the series in the amplitude to its fourth power. Arms turn once a
        // substep, which takes a little of the amplitude in 20 s: a percent covers it at one radian.
        var whole = length + (0.4 * 0.01 / length);
        var period = 2 * Math.PI * Math.Sqrt(whole / 9.81) * (1 + (angle * angle / 16) + (11 * Math.Pow(angle, 4) / 3072));
        Assert.Equal(period, (last - first) / (crossings - 1), 0.01 * period);
        Assert.Equal(length, world.Bodies.Centers[bob].Length, 0.02);
    }

    [Fact]
    public void A_hinge_turns_about_its_axis_only_and_stops_at_its_limits()
    {
        using var world = Scene.Empty();
        var (post, door) = PostAndBox(world, new(1, 0, 0));
        world.Add(new JointDescription { Kind = JointKind.Hinge, BodyA = post, BodyB = door, Anchor = default, Axis = new(0, 0, 1), Ranges = JointDescription.RangesOf(JointKind.Hinge, new(-0.5f, 0.5f)) });
        world.Run(300);
        var center = world.Bodies.Centers[door];

        // Gravity pulls it to the lower limit, half a radian down; soft joints give way by millimetres.
        Assert.Equal(0, (center - new Float3(MathF.Cos(0.5f), -MathF.Sin(0.5f), 0)).Length, 0.01);
    }

    [Fact]
    public void A_thin_rod_keeps_spinning_on_a_hinge()
    {
        using var world = Scene.Empty(new StepSettings { Gravity = default, Sleeping = false });
        var post = world.Add(new BodyDescription { Kind = BodyKind.Static, Parts = [] });
        var rod = world.Put(Shape.Box(new(2, 0.02f, 0.02f)), default, spin: new(0, 5, 0));
        world.Add(new JointDescription { Kind = JointKind.Hinge, BodyA = post, BodyB = rod, Axis = new(0, 1, 0), Ranges = JointDescription.RangesOf(JointKind.Hinge, JointRange.Free) });
        world.Run(600);

        // Its inertia along is 1/5000 of that across: an error of its momentum would spin it about itself that much faster.
        Assert.Equal(5, world.Bodies.AngularVelocity(rod).Y, 0.01);
        Assert.Equal(0, world.Bodies.Rotations[rod].Turn(new(1, 0, 0)).Y, 1e-3);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Threads_change_no_bit_of_a_crowd_of_ragdolls(int threads)
    {
        using var one = Ragdolls.Crowd(6);
        using var many = Ragdolls.Crowd(6, threads);
        one.Run(90);
        many.Run(90);
        Assert.Equal(Scene.Hash(one), Scene.Hash(many));
    }

    [Fact]
    public void A_crowd_of_ragdolls_comes_to_rest_in_one_piece_each()
    {
        using var world = Ragdolls.Crowd(3);
        world.Run(360);
        for (var doll = 0; doll < 9; doll++)
        {
            // No limb is farther from its chest than it can be, 1.2 m to a shin and 5 cm that joints give way, and nothing moves faster than a creep.
            var chest = world.Bodies.Centers[1 + (doll * Ragdolls.Limbs)];
            for (var limb = 0; limb < Ragdolls.Limbs; limb++)
            {
                var body = 1 + (doll * Ragdolls.Limbs) + limb;
                Assert.True((world.Bodies.Centers[body] - chest).Length < 1.25f, $"doll {doll}, limb {limb}");
                Assert.True(world.Bodies.Velocity(body).Length < 0.5f, $"doll {doll}, limb {limb}: {world.Bodies.Velocity(body).Length} m/s");
            }
        }
    }

    [Fact]
    public void A_motor_turns_a_wheel_at_its_speed()
    {
        using var world = Scene.Empty();
        var (post, wheel) = PostAndBox(world, default);
        world.Add(new JointDescription { Kind = JointKind.Hinge, BodyA = post, BodyB = wheel, Axis = new(0, 0, 1), MotorSpeed = 3, MotorMost = 1e6f, Ranges = JointDescription.RangesOf(JointKind.Hinge, JointRange.Free) });
        world.Run(120);
        Assert.Equal(3, world.Bodies.AngularVelocity(wheel).Z, 0.01);
        Assert.Equal(0, world.Bodies.Centers[wheel].Length, 0.002);
    }

    [Fact]
    public void A_slider_slides_to_its_limit_and_does_not_turn()
    {
        using var world = Scene.Empty();
        var (post, box) = PostAndBox(world, default);
        world.Add(new JointDescription { Kind = JointKind.Slider, BodyA = post, BodyB = box, Axis = new(0, 1, 0), Ranges = JointDescription.RangesOf(JointKind.Slider, new(-2, 1)) });
        world.Push(box, new(0, 0, 0), new(500, 0, 300));
        world.Run(300);
        Assert.Equal(0, (world.Bodies.Centers[box] - new Float3(0, -2, 0)).Length, 0.01);
        Assert.Equal(1, Math.Abs(world.Bodies.Rotations[box].W), 1e-4);
    }

    [Theory]
    [InlineData(nameof(JointKind.Fixed))]
    [InlineData(nameof(JointKind.SixDegree))]
    public void A_fixed_beam_of_three_boxes_stays_straight(string kind)
    {
        using var world = Scene.Empty();
        var before = world.Add(new BodyDescription { Kind = BodyKind.Static, Parts = [] });
        for (var i = 0; i < 3; i++)
        {
            var next = world.Put(Shape.Box(new(0.5f, 0.2f, 0.2f)), new(0.5f + i, 0, 0));
            world.Add(new JointDescription { Kind = Enum.Parse<JointKind>(kind), BodyA = before, BodyB = next, Anchor = new(i, 0, 0), Ranges = new JointRange[6] });
            before = next;
        }

        world.Run(300);

        // A soft joint under three boxes' torque bends by about a hundredth of a radian.
        Assert.Equal(0, (world.Bodies.Centers[before] - new Float3(2.5f, 0, 0)).Length, 0.1);
    }

    [Fact]
    public void A_rope_keeps_a_distance_and_goes_slack()
    {
        using var world = Scene.Empty();
        var post = world.Add(new BodyDescription { Kind = BodyKind.Static, Parts = [] });
        var bob = world.Put(Bob, new(0, -0.5f, 0), new(0, 3, 0));
        world.Add(new JointDescription { Kind = JointKind.Distance, BodyA = post, BodyB = bob, AnchorB = new(0, -0.5f, 0), Ranges = JointDescription.RangesOf(JointKind.Distance, new(0, 1)) });
        world.Run(10);

        // Nothing pulls it while the rope is slack: 10 steps of free flight.
        Assert.Equal(-0.5 + (3.0 / 6) - (9.81 / 72), world.Bodies.Centers[bob].Y, 0.01);
        world.Run(600);
        Assert.Equal(-1, world.Bodies.Centers[bob].Y, 0.005);
    }

    [Fact]
    public void A_chain_hangs_under_a_heavy_ball()
    {
        using var world = Scene.Empty();
        var before = world.Add(new BodyDescription { Kind = BodyKind.Static, Parts = [] });
        for (var i = 0; i < 10; i++)
        {
            var next = world.Put(Shape.Capsule(0.15f, 0.05f), new(0, -0.25f - (0.5f * i), 0));
            world.Add(new JointDescription { Kind = JointKind.Ball, BodyA = before, BodyB = next, Anchor = new(0, -0.5f * i, 0), Ranges = JointDescription.RangesOf(JointKind.Ball, default) });
            before = next;
        }

        var ball = world.Add(new BodyDescription { Position = new(0, -5.5f, 0), TotalMass = 300, Parts = [new BodyPart(Shape.Sphere(0.5f))] });
        world.Add(new JointDescription { Kind = JointKind.Ball, BodyA = before, BodyB = ball, Anchor = new(0, -5, 0), Ranges = JointDescription.RangesOf(JointKind.Ball, default) });
        world.Run(600);

        // 300 kg on links of 3.7 kg: 80 to 1. It stretches by some centimetres.
        Assert.Equal(-5.5, world.Bodies.Centers[ball].Y, 0.25);
    }

    private static (int Post, int Box) PostAndBox(RigidWorld world, Float3 at)
    {
        var post = world.Add(new BodyDescription { Kind = BodyKind.Static, Parts = [] });
        return (post, world.Put(Shape.Box(new(0.5f, 0.2f, 0.3f)), at));
    }
}
