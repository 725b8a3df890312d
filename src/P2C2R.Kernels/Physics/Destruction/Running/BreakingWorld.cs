using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;
using P2C2R.Kernels.Physics.Destruction.Scenes;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.Destruction.Running;

/// <summary>
/// A scene in motion: clusters of bonded pieces are rigid bodies; what presses on their pieces in a substep is turned into stresses, and where
/// bonds break the substep is done again from its start with the smaller bodies, all awake, so that what hit them goes on as if they had been apart, less
/// what breaking takes. All of
/// it follows from the broken bonds and the rigid world's own state. The bodies are: the ground, projectiles, then clusters by their lowest pieces.
/// </summary>
internal sealed class BreakingWorld : IDisposable
{
    // How often a substep is done again: what is hit may hand on the blow.
    private const int Attempts = 8;

    private static readonly Shape GroundShape = Shape.Box(new(2000, 1, 2000));

    private readonly FracturedScene _pieces;
    private readonly Scenario _scenario;
    private readonly int _threads;
    private readonly BondBreaker _breaker;
    private int[] _pieceOfCollider = [];
    private BodyMotion[] _before = [];

    /// <summary>A scene at its start.</summary>
    public BreakingWorld(FracturedScene pieces, Scenario scenario, int threads)
    {
        (_pieces, _scenario, _threads) = (pieces, scenario, threads);
        IsBroken = new bool[pieces.Bonds.Length];
        Map = new(pieces, IsBroken);
        World = Build(null, Map);
        _breaker = new(pieces, scenario, this);
    }

    /// <summary>Which bonds are broken.</summary>
    public bool[] IsBroken { get; }

    /// <summary>The clusters.</summary>
    public ClusterMap Map { get; private set; }

    /// <summary>The bodies.</summary>
    public RigidWorld World { get; private set; }

    /// <summary>Length of a substep, s.</summary>
    public float Duration => _pieces.Scene.TimeStep / _pieces.Scene.Substeps;

    /// <summary>The body of the first cluster.</summary>
    public int FirstCluster => (_pieces.Scene.Ground is null ? 0 : 1) + _pieces.Scene.Projectiles.Count;

    /// <summary>The piece that a collider stands for, or -1.</summary>
    public int PieceOf(int collider) => _pieceOfCollider[collider];

    /// <summary>The body of a piece.</summary>
    public int BodyOf(int piece) => FirstCluster + Map.ClusterOf[piece];

    /// <summary>Groups the bodies by the bonds that <see cref="IsBroken"/> says are left, at rest where they were made; a written state goes on from there.</summary>
    public void Regroup()
    {
        Map = new(_pieces, IsBroken);
        World.Dispose();
        World = Build(null, Map);
    }

    /// <summary>One step: its substeps, each a step of the rigid world, so that contacts tell what pressed in each.</summary>
    public void Step(int step, CancellationToken cancellation)
    {
        var substeps = _pieces.Scene.Substeps;
        for (var substep = step * substeps; substep < (step + 1) * substeps; substep++) Substep(substep, cancellation);
    }

    private void Substep(int substep, CancellationToken cancellation)
    {
        Remember();
        var from = Map;
        for (var attempt = 0; ; attempt++)
        {
            _breaker.Blow(substep);
            World.Step(cancellation);
            if (attempt == Attempts || !_breaker.Break(substep, cancellation)) return;
            var map = new ClusterMap(_pieces, IsBroken);
            var world = Build(from, map);
            World.Dispose();
            (World, Map, from) = (world, map, map);
            foreach (var (members, cost) in _breaker.Costs()) BreakingEnergy.Take(World.Bodies, members, cost);
            Remember();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => World.Dispose();

    private void Remember()
    {
        var bodies = World.Bodies;
        if (_before.Length < bodies.Count) _before = new BodyMotion[bodies.Count];
        for (var b = 0; b < bodies.Count; b++) _before[b] = new(bodies.Centers[b], bodies.LocalCenters[b], bodies.Rotations[b], bodies.Velocity(b), bodies.AngularVelocity(b));
    }

    /// <summary>The bodies of some clusters, moving as those did that they come from, or at the start.</summary>
    private RigidWorld Build(ClusterMap? from, ClusterMap map)
    {
        var scene = _pieces.Scene;
        var world = new RigidWorld(new StepSettings { Gravity = scene.Gravity, TimeStep = Duration, Substeps = 1, Sleeping = true }, _threads);
        var pieceOf = new List<int>();
        if (scene.Ground is { } height) world.Add(new BodyDescription { Kind = BodyKind.Static, Position = new(0, height - 1, 0), Parts = [new BodyPart(GroundShape)] });
        foreach (var p in scene.Projectiles) world.Add(new BodyDescription { Position = p.Position, Velocity = p.Velocity * _scenario.Speed, Density = p.Density, Parts = [new BodyPart(p.Radius > 0 ? Shape.Sphere(p.Radius) : Shape.Box(p.Half))] });
        for (var b = 0; b < FirstCluster; b++) pieceOf.Add(-1);
        foreach (var cluster in map.Clusters) world.Add(Describe(cluster, pieceOf));
        _pieceOfCollider = [.. pieceOf];
        for (var b = 0; b < world.Bodies.Count && from is not null; b++)
        {
            var old = b < FirstCluster ? b : FirstCluster + from.ClusterOf[map.Clusters[b - FirstCluster][0]];
            _before[old].Continue(world.Bodies, b);
        }

        return world;
    }

    /// <summary>The body's axes are the world's at the start.</summary>
    private BodyDescription Describe(int[] cluster, List<int> pieceOf)
    {
        var (parts, mass, isFixed) = (new List<BodyPart>(), 0.0, false);
        foreach (var piece in cluster)
        {
            mass += _pieces.Masses[piece];
            isFixed |= _pieces.IsAnchored[piece];
            var material = _pieces.Scene.Solids[_pieces.SolidOf[piece]].Material;
            foreach (var hull in _pieces.Hulls[piece])
            {
                parts.Add(new(hull, _pieces.Pieces[piece].Center, Rotation.Identity, new(material.Friction, material.Restitution, 0), CollisionFilter.All));
                pieceOf.Add(piece);
            }
        }

        // Slivers alone can't meet anything: they stay where they are.
        var velocity = _pieces.Scene.Solids[_pieces.SolidOf[cluster[0]]].Velocity * _scenario.Speed;
        return new BodyDescription { Kind = isFixed || parts.Count == 0 ? BodyKind.Static : BodyKind.Dynamic, TotalMass = (float)mass, Velocity = velocity, Parts = parts };
    }
}
