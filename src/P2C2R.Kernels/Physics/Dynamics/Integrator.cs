using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>
/// Moves bodies. Within a step velocities and motions change by rows of eight numbers, one body a vector; the poses follow at its end.
/// Impulses of the substep before are applied again by body, not by constraint: normals and arms are the same for the whole step, so
/// what they add to a body's velocity is what they added before.
/// </summary>
internal sealed class Integrator(BodyStore bodies)
{
    private float _time;
    private float _step;
    private Float3[] _spins = [];

    /// <summary>Before a step, once.</summary>
    public void Prepare(StepSettings settings)
    {
        (_time, _step) = (settings.TimeStep / settings.Substeps, settings.TimeStep);
        if (_spins.Length < bodies.Count) _spins = new Float3[bodies.Count + (bodies.Count / 2)];
    }

    /// <summary>Before a step: accelerations and damping of the bodies in a range.</summary>
    public void Begin(StepSettings settings, ReadOnlySpan<Float3> forces, ReadOnlySpan<Float3> torques, int from, int to)
    {
        for (var body = from; body < to; body++)
        {
            if (!bodies.IsActive(body)) continue;
            var linear = settings.Gravity * bodies.GravityScales[body];
            var angular = _spins[body] = bodies.HasJoint[body] ? Gyroscope.OfHeld(bodies, body, settings.TimeStep) : Gyroscope.Acceleration(bodies, body, settings.TimeStep, settings.Substeps);
            if (!forces.IsEmpty) linear += forces[body] * bodies.InverseMass(body);
            if (!torques.IsEmpty) angular += bodies.WorldInverse(body) * torques[body];
            BodyStore.Set(bodies.Accelerations, body, linear, angular);
            var (a, b) = (1 / (1 + (_time * bodies.DampingRates[body].Linear)), 1 / (1 + (_time * bodies.DampingRates[body].Angular)));
            var row = bodies.Dampings.AsSpan(body * BodyStore.Row, BodyStore.Row);
            row[..4].Fill(a);
            row[4..].Fill(b);
        }
    }

    /// <summary>Begins a substep: forces act, and then what constraints did in the substep before, unless it is the first.</summary>
    public void Accelerate(bool isFirst, int from, int to)
    {
        ref var velocities = ref MemoryMarshal.GetArrayDataReference(bodies.Velocities);
        ref var free = ref MemoryMarshal.GetArrayDataReference(bodies.FreeVelocities);
        ref var accelerations = ref MemoryMarshal.GetArrayDataReference(bodies.Accelerations);
        ref var dampings = ref MemoryMarshal.GetArrayDataReference(bodies.Dampings);
        var time = Wide.All(_time);
        for (var body = from; body < to; body++)
        {
            var at = body * BodyStore.Row;
            var velocity = Wide.Load(ref velocities, at);
            if (!bodies.IsActive(body))
            {
                Wide.Store(velocity, ref free, at);
                continue;
            }

            var constrained = isFirst ? Vector256<float>.Zero : velocity - Wide.Load(ref free, at);
            var next = (velocity + (Wide.Load(ref accelerations, at) * time)) * Wide.Load(ref dampings, at);
            Wide.Store(next, ref free, at);
            Wide.Store(next + constrained, ref velocities, at);
        }
    }

    /// <summary>Moves by the velocities.</summary>
    public void Move(int from, int to)
    {
        ref var velocities = ref MemoryMarshal.GetArrayDataReference(bodies.Velocities);
        ref var motions = ref MemoryMarshal.GetArrayDataReference(bodies.Motions);
        var time = Wide.All(_time);
        for (var at = from * BodyStore.Row; at < to * BodyStore.Row; at += BodyStore.Row) Wide.Store(Wide.Load(ref motions, at) + (Wide.Load(ref velocities, at) * time), ref motions, at);
    }

    /// <summary>Ends a step: poses follow the motions.</summary>
    public void Finish(int from, int to)
    {
        for (var body = from; body < to; body++)
        {
            if (!bodies.Moves(body)) continue;
            var at = body * BodyStore.Row;
            var (moved, turned) = (Float3.From(bodies.Motions, at), Float3.From(bodies.Motions, at + 4));
            bodies.Motions.AsSpan(at, BodyStore.Row).Clear();
            bodies.Centers[body] += moved;
            var (before, angular) = (bodies.Rotations[body], bodies.AngularVelocity(body));
            var after = bodies.Rotations[body] = (Rotation.About(turned) * before).Normalized();
            if (bodies.Kinds[body] == BodyKind.Dynamic && !bodies.HasJoint[body] && angular != default && !bodies.Inertias[body].IsUniform) angular = Gyroscope.Carry(bodies, body, before, after, angular, _spins[body] * _step);
            bodies.TurnInertia(body);
            bodies.SetVelocity(body, bodies.Velocity(body), angular);
        }
    }
}
