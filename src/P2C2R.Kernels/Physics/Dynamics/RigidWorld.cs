using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;
using P2C2R.Kernels.Physics.Joints;
using P2C2R.Kernels.Physics.NarrowPhase;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>
/// Rigid bodies, stepped. What a step computes follows from the bodies, the contacts that touch and the settings alone: not from threads,
/// vector widths, or what was computed before and isn't part of that.
/// </summary>
internal sealed class RigidWorld : IDisposable
{
    private readonly PairFinder _pairs = new();
    private readonly ConstraintColors _colors = new();
    private readonly ContactBlocks _blocks = new();
    private readonly ContactPreparation _preparation;
    private readonly ContactPass _pass;
    private readonly Integrator _integrator;
    private readonly ContactFinder _finder;
    private readonly WorkCrew _crew;
    private readonly JointSet _joints;
    private readonly Islands _islands;
    private readonly FastBodies _fast;
    private readonly StepSettings _settings;
    private Float3[] _forces = [];
    private Float3[] _torques = [];
    private bool _isPushed;
    private bool _isFound;
    private bool _pushes;
    private bool _isFirst;

    /// <summary>An empty world.</summary>
    /// <param name="settings">How to step it.</param>
    /// <param name="threads">Threads to use, 1 or more.</param>
    public RigidWorld(StepSettings settings, int threads = 1)
    {
        _settings = settings;
        _crew = new WorkCrew(threads);
        _preparation = new(Bodies, Contacts, _colors, _blocks);
        _pass = new(Bodies, _colors, _blocks);
        _integrator = new(Bodies);
        _finder = new(Colliders, Bodies, Contacts, _crew);
        _joints = new(Bodies, _crew);
        _fast = new(Bodies, Colliders, Contacts);
        _islands = new(Bodies, Colliders, Contacts, _joints);
    }

    /// <summary>How it is stepped.</summary>
    public StepSettings Settings => _settings;

    /// <summary>The bodies.</summary>
    public BodyStore Bodies { get; } = new();

    /// <summary>Their colliders.</summary>
    public ColliderStore Colliders { get; } = new();

    /// <summary>The contacts of the last step.</summary>
    public ContactStore Contacts { get; } = new();

    /// <summary>Contacts that the last step solved.</summary>
    public int ActiveContacts => _colors.ActiveContacts;

    /// <summary>Joints that the last step solved.</summary>
    public int ActiveJoints => _joints.Active;

    /// <summary>Impulses of the joints' directions in the last substep.</summary>
    public float[] JointImpulses => _joints.Impulses;

    /// <summary>Bodies that may move in the next step.</summary>
    public int AwakeBodies
    {
        get
        {
            var awake = 0;
            for (var b = 0; b < Bodies.Count; b++) awake += Bodies.Moves(b) ? 1 : 0;
            return awake;
        }
    }

    /// <summary>Whether the solver moves a collider's body.</summary>
    public bool IsActive(int collider) => Bodies.IsActive(Colliders.Bodies[collider]);

    /// <summary>Adds a joint where its bodies are now.</summary>
    public void Add(JointDescription joint)
    {
        _joints.Add(joint);
        Bodies.HasJoint[joint.BodyA] = Bodies.HasJoint[joint.BodyB] = true;
        if (!joint.Collides) _pairs.KeepApart(joint.BodyA, joint.BodyB);
        _isFound = false;
    }

    /// <summary>Two bodies that pass through one another.</summary>
    public void KeepApart(int bodyA, int bodyB) => _pairs.KeepApart(bodyA, bodyB);

    /// <summary>Adds a body with its colliders.</summary>
    /// <returns>Its number; bodies are numbered from 0.</returns>
    public int Add(BodyDescription description)
    {
        var mass = description.Mass();
        var body = Bodies.Add(description.Kind, description.Position + description.Rotation.Turn(mass.Center), description.Rotation.Normalized());
        Bodies.LocalCenters[body] = mass.Center;
        Bodies.GravityScales[body] = description.GravityScale;
        Bodies.DampingRates[body] = (description.LinearDamping, description.AngularDamping);
        if (description.Kind != BodyKind.Static) Bodies.SetVelocity(body, description.Velocity, description.AngularVelocity);
        if (description.Kind == BodyKind.Dynamic)
        {
            Bodies.InverseMasses[(body * BodyStore.Row) + 3] = 1 / mass.Volume;
            Bodies.Inertias[body] = mass.Inertia;
            if (!description.FixedRotation) Bodies.InverseInertias[body] = mass.Inertia.Inverse();
            Bodies.TurnInertia(body);
        }

        foreach (var part in description.Parts)
        {
            var collider = Colliders.Add(body, part.Shape, part.Position - mass.Center, part.Rotation, part.Material, part.Filter);
            Bodies.Reaches[body] = Math.Max(Bodies.Reaches[body], part.Shape.Reach(part.Rotation.TurnBack(mass.Center - part.Position)));
            Colliders.Update(Bodies, collider, collider + 1, _settings.TimeStep, true);
        }

        _isFound = false;
        return body;
    }

    /// <summary>Adds to the force on a body in the next step, at its centre of mass, in the world's axes; N and N m.</summary>
    public void Push(int body, Float3 force, Float3 torque)
    {
        if (_forces.Length < Bodies.Count) (_forces, _torques) = (new Float3[Bodies.Count], new Float3[Bodies.Count]);
        if (Bodies.Asleep[body]) (Bodies.Asleep[body], Bodies.RestTimes[body]) = (false, 0);
        (_forces[body], _torques[body], _isPushed) = (_forces[body] + force, _torques[body] + torque, true);
    }

    /// <summary>One step.</summary>
    /// <param name="cancellation">Ends it between its parts; the world is of no more use then.</param>
    public void Step(CancellationToken cancellation = default)
    {
        // 1. Where everything is, which pairs may meet, and how they touch.
        FindContacts(cancellation);

        // 2. Who wakes up, and touches others then.
        if (_settings.Sleeping && _islands.Wake()) FindContacts(cancellation);

        // 3. Which contacts are solved together.
        _colors.Assign(Contacts, Colliders, Bodies);
        _blocks.Reserve(_colors.Blocks);

        // 4. Forces, and contacts in small steps.
        Solve(cancellation);

        // 5. Poses follow, as far as nothing is in the way.
        _fast.Limit();
        _crew.Run(Bodies.Count, 256, _integrator.Finish);

        // 6. Who falls asleep. Its boxes are made anew: they follow from where it lies, not from how it came there.
        if (_settings.Sleeping && _islands.Rest(_settings)) Colliders.Update(Bodies, 0, Colliders.Count, _settings.TimeStep, true);
    }

    /// <summary>Finds all contacts where the bodies are; a step begins with it.</summary>
    public void FindContacts(CancellationToken cancellation = default)
    {
        FindPairs(cancellation);
        _finder.Find(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _crew.Dispose();

    private void FindPairs(CancellationToken cancellation)
    {
        var left = !_isFound;
        left |= Colliders.Update(Bodies, 0, Colliders.Count, _settings.TimeStep, !_isFound);
        if (!left) return;
        Colliders.Fatten(Bodies, _settings.TimeStep);
        cancellation.ThrowIfCancellationRequested();
        _pairs.Find(Colliders, Bodies);
        cancellation.ThrowIfCancellationRequested();
        Contacts.Replace(_pairs, Colliders);
        _isFound = true;
    }

    private void Solve(CancellationToken cancellation)
    {
        _preparation.Begin(_settings);
        _pass.Begin(_settings);
        _integrator.Prepare(_settings);
        _joints.Begin(_settings);
        _crew.Run(Bodies.Count, 256, Begin);
        for (var substep = 0; substep < _settings.Substeps; substep++)
        {
            cancellation.ThrowIfCancellationRequested();
            _isFirst = substep == 0;
            _crew.Run(Bodies.Count, 512, Accelerate);
            _joints.Prepare(_isFirst);
            if (_isFirst) ForEachColor(Prepare, cancellation);
            Pass(true, cancellation);
            _crew.Run(Bodies.Count, 512, _integrator.Move);
            Pass(false, cancellation);
        }

        ForEachColor(Bounce, cancellation);
        _crew.Run(_colors.Blocks, 32, Keep);
        _joints.Keep();
        if (!_isPushed) return;
        Array.Clear(_forces);
        Array.Clear(_torques);
        _isPushed = false;
    }

    private void Pass(bool pushes, CancellationToken cancellation)
    {
        _pushes = pushes;
        _joints.Solve(pushes);
        ForEachColor(SolveBlocks, cancellation);
    }

    private void ForEachColor(Action<int, int> work, CancellationToken cancellation)
    {
        for (var color = 0; color < ConstraintColors.Most; color++)
        {
            var (from, to) = (_colors.Starts[color], _colors.Starts[color + 1]);
            if (from == to) continue;
            cancellation.ThrowIfCancellationRequested();
            if (color == ConstraintColors.Most - 1) work(from, to);
            else _crew.Run(from, to, 8, work);
        }
    }

    private void Begin(int from, int to) => _integrator.Begin(_settings, _isPushed ? _forces : [], _isPushed ? _torques : [], from, to);

    private void Accelerate(int from, int to) => _integrator.Accelerate(_isFirst, from, to);

    private void Prepare(int from, int to)
    {
        for (var block = from; block < to; block++) _preparation.Prepare(block);
    }

    private void SolveBlocks(int from, int to)
    {
        for (var block = from; block < to; block++) _pass.Solve(block, _pushes);
    }

    private void Bounce(int from, int to)
    {
        for (var block = from; block < to; block++) _pass.Bounce(block);
    }

    private void Keep(int from, int to)
    {
        for (var block = from; block < to; block++) _preparation.Keep(block);
    }
}
