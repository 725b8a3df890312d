using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Tests.Kernels.Physics.Dynamics;

/// <summary>Small worlds for tests, and what they come to.</summary>
internal static class Scene
{
    public static RigidWorld Empty(StepSettings? settings = null, int threads = 1) => new(settings ?? new StepSettings { Sleeping = false }, threads);

    public static RigidWorld WithFloor(StepSettings? settings = null, int threads = 1, float friction = 0.6f, float restitution = 0)
    {
        var world = Empty(settings, threads);
        world.Add(new BodyDescription { Kind = BodyKind.Static, Position = new(0, -1, 0), Parts = [new BodyPart(Shape.Box(new(200, 1, 200)), friction, restitution)] });
        return world;
    }

    public static int Put(this RigidWorld world, Shape shape, Float3 position, Float3 velocity = default, Float3 spin = default, float friction = 0.6f, float restitution = 0) =>
        world.Add(new BodyDescription { Position = position, Velocity = velocity, AngularVelocity = spin, Parts = [new BodyPart(shape, friction, restitution)] });

    public static void Run(this RigidWorld world, int steps)
    {
        for (var i = 0; i < steps; i++) world.Step(TestContext.Current.CancellationToken);
    }

    /// <summary>A flat pyramid of unit boxes that touch.</summary>
    public static RigidWorld Pyramid(int rows, int threads = 1, StepSettings? settings = null)
    {
        var world = WithFloor(settings, threads: threads);
        var box = Shape.Box(new(0.5f, 0.5f, 0.5f));
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < rows - row; i++) world.Put(box, new(i - ((rows - row) * 0.5f) + 0.5f, 0.5f + row, 0));
        }

        return world;
    }

    public static double Energy(RigidWorld world, float gravity)
    {
        double energy = 0;
        for (var body = 0; body < world.Bodies.Count; body++)
        {
            if (world.Bodies.Kinds[body] != BodyKind.Dynamic) continue;
            var mass = 1 / world.Bodies.InverseMass(body);
            energy += (0.5 * mass * world.Bodies.Velocity(body).LengthSquared) + (mass * gravity * world.Bodies.Centers[body].Y);
            var local = world.Bodies.Rotations[body].TurnBack(world.Bodies.AngularVelocity(body));
            energy += 0.5 * Float3.Dot(local, world.Bodies.Inertias[body] * local);
        }

        return energy;
    }

    /// <summary>FNV-1a of all poses and velocities.</summary>
    public static ulong Hash(RigidWorld world)
    {
        var hash = 14695981039346656037;
        void Mix(float value) => hash = (hash ^ BitConverter.SingleToUInt32Bits(value)) * 1099511628211;
        for (var body = 0; body < world.Bodies.Count; body++)
        {
            var (center, turn, velocity, spin) = (world.Bodies.Centers[body], world.Bodies.Rotations[body], world.Bodies.Velocity(body), world.Bodies.AngularVelocity(body));
            foreach (var value in (float[])[center.X, center.Y, center.Z, turn.X, turn.Y, turn.Z, turn.W, velocity.X, velocity.Y, velocity.Z, spin.X, spin.Y, spin.Z]) Mix(value);
        }

        return hash;
    }
}
