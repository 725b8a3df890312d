using P2C2R.Kernels.Physics.BroadPhase;
using P2C2R.Kernels.Physics.Joints;
using P2C2R.Kernels.Physics.NarrowPhase;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>
/// Groups of bodies that touch or are joined, found anew in each step by union-find. A group falls asleep when all of it was slow for a while, and
/// wakes as a whole when something awake touches it or pushes it.
/// </summary>
internal sealed class Islands(BodyStore bodies, ColliderStore colliders, ContactStore contacts, JointSet joints)
{
    private int[] _parents = [];
    private bool[] _awake = [];
    private float[] _rest = [];

    /// <summary>Wakes groups with an awake body in them, or one that kinematic bodies move.</summary>
    /// <returns>Whether any woke.</returns>
    public bool Wake()
    {
        Join();
        Array.Clear(_awake, 0, bodies.Count);
        for (var b = 0; b < bodies.Count; b++)
        {
            if (bodies.IsActive(b)) _awake[Find(b)] = true;
        }

        for (var c = 0; c < contacts.Count; c++)
        {
            if (contacts.Touching[c] == 0) continue;
            var (a, b) = (colliders.Bodies[contacts.A[c]], colliders.Bodies[contacts.B[c]]);
            if (Drives(a) && bodies.Kinds[b] == BodyKind.Dynamic) _awake[Find(b)] = true;
            if (Drives(b) && bodies.Kinds[a] == BodyKind.Dynamic) _awake[Find(a)] = true;
        }

        var any = false;
        for (var b = 0; b < bodies.Count; b++)
        {
            if (bodies.Kinds[b] != BodyKind.Dynamic || !bodies.Asleep[b] || !_awake[Find(b)]) continue;
            (bodies.Asleep[b], bodies.RestTimes[b], any) = (false, 0, true);
        }

        return any;
    }

    /// <summary>Counts rest, and puts groups to sleep.</summary>
    /// <returns>Whether any fell asleep.</returns>
    public bool Rest(StepSettings settings)
    {
        for (var b = 0; b < bodies.Count; b++)
        {
            _rest[b] = float.PositiveInfinity;
            if (!bodies.IsActive(b)) continue;
            var speed = bodies.Velocity(b).Length + (bodies.AngularVelocity(b).Length * bodies.Reaches[b]);
            bodies.RestTimes[b] = speed > settings.RestSpeed ? 0 : Math.Min(bodies.RestTimes[b] + settings.TimeStep, 1000);
        }

        for (var b = 0; b < bodies.Count; b++)
        {
            if (bodies.IsActive(b)) _rest[Find(b)] = Math.Min(_rest[Find(b)], bodies.RestTimes[b]);
        }

        var any = false;
        for (var b = 0; b < bodies.Count; b++)
        {
            if (!bodies.IsActive(b) || _rest[Find(b)] < settings.RestTime) continue;
            bodies.Asleep[b] = any = true;
            bodies.SetVelocity(b, default, default);
        }

        return any;
    }

    private bool Drives(int body) => bodies.Kinds[body] == BodyKind.Kinematic && (bodies.Velocity(body) != default || bodies.AngularVelocity(body) != default);

    private void Join()
    {
        if (_parents.Length < bodies.Count) (_parents, _awake, _rest) = (new int[2 * bodies.Count], new bool[2 * bodies.Count], new float[2 * bodies.Count]);
        for (var b = 0; b < bodies.Count; b++) _parents[b] = b;
        for (var c = 0; c < contacts.Count; c++)
        {
            if (contacts.Touching[c] != 0) Join(colliders.Bodies[contacts.A[c]], colliders.Bodies[contacts.B[c]]);
        }

        for (var j = 0; j < joints.Count; j++) Join(joints.Bodies(j).A, joints.Bodies(j).B);
    }

    private void Join(int a, int b)
    {
        if (bodies.Kinds[a] != BodyKind.Dynamic || bodies.Kinds[b] != BodyKind.Dynamic) return;
        var (first, second) = (Find(a), Find(b));
        if (first != second) _parents[Math.Max(first, second)] = Math.Min(first, second);
    }

    private int Find(int body)
    {
        while (_parents[body] != body) body = _parents[body] = _parents[_parents[body]];
        return body;
    }
}
