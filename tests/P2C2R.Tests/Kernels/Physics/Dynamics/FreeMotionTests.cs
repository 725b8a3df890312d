using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Tests.Kernels.Physics.Dynamics;

/// <summary>Bodies that touch nothing, beside the formulas of mechanics.</summary>
public sealed class FreeMotionTests
{
    private const float Gravity = 9.81f;

    [Fact]
    public void A_body_falls_and_flies_as_far_as_it_should()
    {
        using var world = Scene.Empty();
        var body = world.Put(Shape.Sphere(0.5f), new(0, 100, 0), new(7, 3, -2));
        world.Run(120);
        const double t = 2, h = 1.0 / 240;

        // Semi-implicit Euler falls g t h / 2 farther than the parabola; the rest is rounding in binary32 at 100 m.
        var center = world.Bodies.Centers[body];
        Assert.Equal(14, center.X, 4e-4);
        Assert.Equal(100 + (3 * t) - (Gravity * t * t / 2) - (Gravity * t * h / 2), center.Y, 1e-3);
        Assert.Equal(-4, center.Z, 4e-4);
        Assert.Equal(3 - (Gravity * t), world.Bodies.Velocity(body).Y, 1e-4);
    }

    [Fact]
    public void A_racket_spun_about_its_middle_axis_turns_over()
    {
        using var world = Scene.Empty(new StepSettings { Gravity = default, Sleeping = false });
        var body = world.Put(Shape.Box(new(0.5f, 0.1f, 1)), default, spin: new(6, 0.01f, 0));
        var momentum = Momentum(world, body);
        var energy = Scene.Energy(world, 0);
        var (least, greatest) = (1f, -1f);
        for (var step = 0; step < 600; step++)
        {
            world.Run(1);
            var along = world.Bodies.Rotations[body].Turn(new(1, 0, 0)).X;
            (least, greatest) = (Math.Min(least, along), Math.Max(greatest, along));
        }

        // Dzhanibekov: the axis points backwards and forwards again. Momentum is kept by construction, up to rounding;
        // energy by a second order rule: some percent in 600 steps at 6 rad/s.
        Assert.True(least < -0.95f && greatest > 0.95f, $"{least} to {greatest}");
        Assert.Equal(0, (Momentum(world, body) - momentum).Length / momentum.Length, 1e-3);
        Assert.Equal(1, Scene.Energy(world, 0) / energy, 0.05);
    }

    [Fact]
    public void A_body_spun_about_its_long_axis_keeps_spinning()
    {
        using var world = Scene.Empty(new StepSettings { Gravity = default, Sleeping = false });
        var body = world.Put(Shape.Capsule(0.5f, 0.1f), default, spin: new(0, 10, 0));
        world.Run(600);
        Assert.Equal(10, world.Bodies.AngularVelocity(body).Y, 1e-3);
    }

    [Fact]
    public void Damping_takes_its_share()
    {
        using var world = Scene.Empty(new StepSettings { Gravity = default, Sleeping = false });
        var body = world.Add(new BodyDescription { Velocity = new(10, 0, 0), LinearDamping = 0.5f, Parts = [new BodyPart(Shape.Sphere(0.5f))] });
        world.Run(120);

        // exp(-0.5 * 2 s); the implicit rule is first order in 0.5 / 240.
        Assert.Equal(10 * Math.Exp(-1), world.Bodies.Velocity(body).X, 0.01);
    }

    [Fact]
    public void A_force_accelerates_by_its_mass_and_a_torque_by_its_inertia()
    {
        using var world = Scene.Empty(new StepSettings { Gravity = default, Sleeping = false });
        var body = world.Add(new BodyDescription { TotalMass = 4, Parts = [new BodyPart(Shape.Sphere(0.5f))] });
        for (var i = 0; i < 60; i++)
        {
            world.Push(body, new(8, 0, 0), new(0, 0.8f, 0));
            world.Run(1);
        }

        // F t / m, and t T / (2/5 m r^2); rounding only.
        Assert.Equal(2, world.Bodies.Velocity(body).X, 1e-4);
        Assert.Equal(2, world.Bodies.AngularVelocity(body).Y, 1e-4);
    }

    private static Float3 Momentum(RigidWorld world, int body)
    {
        var turn = world.Bodies.Rotations[body];
        return turn.Turn(world.Bodies.Inertias[body] * turn.TurnBack(world.Bodies.AngularVelocity(body)));
    }
}
