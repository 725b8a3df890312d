using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>A scene with its shapes built: what slices of it share.</summary>
/// <param name="scene">The scene.</param>
/// <param name="shapes">Its shapes, in order.</param>
internal sealed class BuiltScene(RigidScene scene, Shape[] shapes)
{
    /// <summary>The scene.</summary>
    public RigidScene Scene => scene;

    /// <summary>Numbers of the bodies whose poses are recorded: all that may move.</summary>
    public int[] Moving { get; } = [.. Enumerable.Range(0, scene.Bodies.Count).Where(b => scene.Bodies[b].Kind != BodyKind.Static)];

    /// <summary>Builds the shapes; null where one can't be built.</summary>
    public static BuiltScene? Of(RigidScene scene, CancellationToken cancellation = default)
    {
        var shapes = new Shape[scene.Shapes.Count];
        for (var i = 0; i < shapes.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (scene.Shapes[i].Build(cancellation) is not { } shape) return null;
            shapes[i] = shape;
        }

        return new(scene, shapes);
    }

    /// <summary>A shape.</summary>
    public Shape Shape(int number) => shapes[number];

    /// <summary>A world at the start of a scenario.</summary>
    public RigidWorld Start(Scenario scenario, int threads, CancellationToken cancellation = default)
    {
        var world = new RigidWorld(new StepSettings { Gravity = scenario.Gravity, TimeStep = scene.TimeStep, Substeps = scene.Substeps, Sleeping = scene.Sleeping }, threads);
        for (var b = 0; b < scene.Bodies.Count; b++)
        {
            cancellation.LookNowAndThen(b);
            world.Add(Describe(scene.Bodies[b], b, scenario));
        }

        foreach (var joint in scene.Joints) world.Add(joint);
        return world;
    }

    /// <summary>Adds the forces of a step.</summary>
    public void Push(RigidWorld world, int step)
    {
        foreach (var push in scene.Pushes)
        {
            if (step >= push.From && step < push.To) world.Push(push.Body, push.Force, push.Torque);
        }
    }

    private BodyDescription Describe(SceneBody body, int number, Scenario scenario)
    {
        var jitter = body.Jitter == 0 ? default : new Float3(Random(scenario, number, 0), Random(scenario, number, 1), Random(scenario, number, 2)) * body.Jitter;
        return new()
        {
            Kind = body.Kind,
            Position = body.Position + jitter,
            Rotation = body.Rotation,
            Velocity = body.Velocity * scenario.Speed,
            AngularVelocity = body.AngularVelocity * scenario.Speed,
            GravityScale = body.GravityScale,
            LinearDamping = body.LinearDamping,
            AngularDamping = body.AngularDamping,
            FixedRotation = body.FixedRotation,
            Density = body.Density,
            TotalMass = body.Mass,
            Parts = [.. body.Parts.Select(p => new BodyPart(shapes[p.Shape], p.Position, p.Rotation, scenario.Of(p.Material), p.Filter))],
        };
    }

    /// <summary>From -1 to 1.</summary>
    private static float Random(Scenario scenario, int body, int sample) => ((CounterRandom.Bits(scenario.Seed, body, sample) >> 40) / 8_388_608f) - 1;
}
