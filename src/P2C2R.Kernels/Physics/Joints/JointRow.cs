using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Joints;

/// <summary>One direction in which a joint acts: its Jacobian, and what it wants there.</summary>
internal struct JointRow
{
    /// <summary>What it does with the error.</summary>
    public JointRole Role;

    /// <summary>The second body's linear Jacobian; the first one's is the opposite.</summary>
    public Float3 Linear;

    /// <summary>The first body's angular Jacobian, to be taken off.</summary>
    public Float3 AngularA;

    /// <summary>The second body's angular Jacobian.</summary>
    public Float3 AngularB;

    /// <summary>Effective mass.</summary>
    public float Mass;

    /// <summary>How far it is off at the substep's begin, m or rad, less what the bodies' motion in the step adds to it; of a limit how far it is away.</summary>
    public float Error;

    /// <summary>Prepares the effective mass.</summary>
    public void Weigh(BodyStore bodies, int a, int b)
    {
        var inverse = (Linear == default ? 0 : (bodies.InverseMass(a) + bodies.InverseMass(b)) * Linear.LengthSquared)
            + Float3.Dot(AngularA, bodies.WorldInverse(a) * AngularA) + Float3.Dot(AngularB, bodies.WorldInverse(b) * AngularB);
        Mass = inverse > 0 ? 1 / inverse : 0;
    }

    /// <summary>How fast the error grows.</summary>
    public readonly float Speed(float[] rows, int a, int b)
    {
        var (atA, atB) = (a * BodyStore.Row, b * BodyStore.Row);
        return Float3.Dot(Linear, Float3.From(rows, atB) - Float3.From(rows, atA)) + Float3.Dot(AngularB, Float3.From(rows, atB + 4)) - Float3.Dot(AngularA, Float3.From(rows, atA + 4));
    }

    /// <summary>Applies an impulse, and adds what it does to the velocities to some rows of the bodies.</summary>
    public readonly void Apply(BodyStore bodies, float[] gains, int a, int b, float impulse)
    {
        var (linearA, angularA) = (Linear * (-impulse * bodies.InverseMass(a)), bodies.WorldInverse(a) * AngularA * -impulse);
        var (linearB, angularB) = (Linear * (impulse * bodies.InverseMass(b)), bodies.WorldInverse(b) * AngularB * impulse);
        bodies.SetVelocity(a, bodies.Velocity(a) + linearA, bodies.AngularVelocity(a) + angularA);
        bodies.SetVelocity(b, bodies.Velocity(b) + linearB, bodies.AngularVelocity(b) + angularB);
        Add(gains, a, linearA, angularA);
        Add(gains, b, linearB, angularB);
    }

    private static void Add(float[] gains, int body, Float3 linear, Float3 angular)
    {
        var at = body * BodyStore.Row;
        BodyStore.Set(gains, body, Float3.From(gains, at) + linear, Float3.From(gains, at + 4) + angular);
    }
}
