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

    /// <summary>How far it is off at the substep's begin, m or rad, less what the bodies' motion in the step adds to it; of a limit how far it is away.</summary>
    public float Error;

    /// <summary>How fast the error grows.</summary>
    public readonly float Speed(float[] rows, int a, int b)
    {
        var (atA, atB) = (a * BodyStore.Row, b * BodyStore.Row);
        return Float3.Dot(Linear, Float3.From(rows, atB) - Float3.From(rows, atA)) + Float3.Dot(AngularB, Float3.From(rows, atB + 4)) - Float3.Dot(AngularA, Float3.From(rows, atA + 4));
    }
}
