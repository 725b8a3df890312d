using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Fluid.Solving;
using P2C2R.Kernels.Physics.RigidBody;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>
/// The bodies in a fluid, in the rigid-body engine: the tank's walls and the obstacles are there too, bodies fall and meet all of them and one another, and the fluid's
/// impulses are forces. Lengths are in cells, masses in those of a particle.
/// </summary>
internal sealed class BodyWorld : IDisposable
{
    // Beyond the tank's walls, so that nothing gets through.
    private const float WallThickness = 50;
    private const float ObstacleFriction = 0.5f;

    private readonly FluidScene _scene;
    private readonly RigidWorld _world;
    private readonly float _timeStep;
    private readonly int _firstObstacle;
    private readonly int _firstBody;

    private BodyWorld(FluidScene scene, RigidWorld world, float timeStep, int walls)
    {
        (_scene, _world, _timeStep) = (scene, world, timeStep);
        _firstObstacle = walls;
        _firstBody = walls + scene.Obstacles.Count;
    }

    /// <summary>Bodies at the beginning; null where one can't be built.</summary>
    public static BodyWorld? Start(FluidScene scene, FluidShape grid, FluidSettings settings)
    {
        var world = new RigidWorld(new StepSettings
        {
            Gravity = settings.Gravity,
            TimeStep = settings.TimeStep,
            Substeps = 1,
            PushSpeed = settings.SoundSpeed * 0.1f,
            Sleeping = false,
        });
        var built = new BodyWorld(scene, world, settings.TimeStep, AddWalls(world, grid));
        var isBuilt = true;
        foreach (var obstacle in scene.Obstacles) isBuilt &= built.Add(obstacle);
        foreach (var body in scene.Bodies) isBuilt &= built.Add(body);
        if (isBuilt) return built;
        built.Dispose();
        return null;
    }

    /// <summary>Where a body is, and how it moves; the position is that of its centre of mass.</summary>
    public SolidPose Pose(int body)
    {
        var bodies = _world.Bodies;
        var b = _firstBody + body;
        return new SolidPose(bodies.Centers[b], bodies.Rotations[b], bodies.Velocity(b), bodies.AngularVelocity(b));
    }

    /// <summary>Its centre of mass in its own axes.</summary>
    public Float3 Center(int body) => _world.Bodies.LocalCenters[_firstBody + body];

    /// <summary>Its mass.</summary>
    public float Mass(int body) => 1 / _world.Bodies.InverseMass(_firstBody + body);

    /// <summary>Its inertia in the grid's axes.</summary>
    public Symmetric3 Inertia(int body) => _world.Bodies.Inertias[_firstBody + body].Turned(Matrix3.Of(_world.Bodies.Rotations[_firstBody + body]));

    /// <summary>What the fluid gives it during the next step.</summary>
    public void Push(int body, Float3 impulse, Float3 turn) => _world.Push(_firstBody + body, impulse / _timeStep, turn / _timeStep);

    /// <summary>One step, from some number of steps on.</summary>
    public void Step(int step)
    {
        for (var i = 0; i < _scene.Obstacles.Count; i++)
        {
            if (_scene.Obstacles[i].Motion.IsStill) continue;
            var (b, pose) = (_firstObstacle + i, _scene.Obstacles[i].Motion.At(step, _timeStep));
            (_world.Bodies.Centers[b], _world.Bodies.Rotations[b]) = (pose.Position, pose.Rotation);
            _world.Bodies.SetVelocity(b, pose.Velocity, pose.AngularVelocity);
        }

        _world.Step();
    }

    /// <summary>Origin and rotation of each, in cells from the tank's least corner.</summary>
    public float[] Poses()
    {
        var poses = new List<float>();
        for (var i = 0; i < _scene.Bodies.Count; i++)
        {
            var pose = Pose(i);
            var (origin, turn) = (pose.Position - pose.Rotation.Turn(Center(i)) - (Float3.One * FluidShape.Wall), pose.Rotation);
            poses.AddRange([origin.X, origin.Y, origin.Z, turn.X, turn.Y, turn.Z, turn.W]);
        }

        return [.. poses];
    }

    /// <summary>Writes what their future follows from.</summary>
    public void Write(CanonicalWriter writer) => WorldFormat.Write(_world, 0, writer);

    /// <summary>Goes on from what <see cref="Write"/> wrote; false for anything else.</summary>
    public bool Read(ReadOnlySpan<byte> state)
    {
        var reader = new CanonicalReader(state);
        return WorldFormat.Read(_world, 0, ref reader) && reader.AtEnd;
    }

    /// <inheritdoc/>
    public void Dispose() => _world.Dispose();

    private static int AddWalls(RigidWorld world, FluidShape grid)
    {
        var (low, high) = (Float3.One * FluidShape.Wall, new Float3(FluidShape.Wall + grid.CellsX, FluidShape.Wall + grid.CellsY, FluidShape.Wall + grid.CellsZ));
        var (middle, half) = ((low + high) * 0.5f, ((high - low) * 0.5f) + (Float3.One * (2 * WallThickness)));
        foreach (var axis in (ReadOnlySpan<Float3>)[new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)])
        {
            var others = Float3.One - axis;
            var wall = Shape.Box((half * others) + (axis * WallThickness));
            foreach (var (side, outwards) in (ReadOnlySpan<(Float3, float)>)[(low, -WallThickness), (high, WallThickness)])
            {
                world.Add(new BodyDescription { Kind = BodyKind.Static, Position = (middle * others) + (axis * side) + (axis * outwards), Parts = [new BodyPart(wall, ObstacleFriction)] });
            }
        }

        return 6;
    }

    private bool Add(SceneObstacle obstacle)
    {
        if (obstacle.Collider.Shape?.Build() is not { } shape) return false;
        var pose = obstacle.Motion.At(0, _timeStep);
        _world.Add(new BodyDescription { Kind = obstacle.Motion.IsStill ? BodyKind.Static : BodyKind.Kinematic, Position = pose.Position, Rotation = pose.Rotation, Parts = [new BodyPart(shape, ObstacleFriction)] });
        return true;
    }

    private bool Add(FloatingBody body)
    {
        if (body.Collider.Shape is not { Form: not SceneForm.Mesh } form || form.Build() is not { } shape) return false;
        _world.Add(new BodyDescription
        {
            Position = body.Position,
            Rotation = body.Rotation,
            Velocity = body.Velocity,
            AngularVelocity = body.AngularVelocity,
            TotalMass = body.Mass,
            Parts = [new BodyPart(shape, default, Rotation.Identity, new Material(body.Friction, body.Restitution, 0), CollisionFilter.All)],
        });
        return true;
    }
}
