using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Joints;

/// <summary>A joint in the axes of its two bodies.</summary>
internal sealed class HeldJoint
{
    private readonly Float3 _anchorA;
    private readonly Float3 _anchorB;
    private readonly Rotation _frameA;
    private readonly Rotation _frameB;
    private readonly JointKind _kind;
    private readonly JointRange[] _ranges;
    private readonly bool _turnsFreely;

    private HeldJoint(JointDescription description, BodyStore bodies)
    {
        (A, B, _kind, _ranges) = (description.BodyA, description.BodyB, description.Kind, description.Ranges);
        (MotorSpeed, MotorMost, Frequency, Damping) = (description.MotorSpeed, description.MotorMost, description.Frequency, description.Damping);
        _turnsFreely = _ranges[3].IsFree && _ranges[4].IsFree && _ranges[5].IsFree;
        var second = _kind == JointKind.Distance ? description.AnchorB : description.Anchor;
        _anchorA = bodies.Rotations[A].TurnBack(description.Anchor - bodies.Centers[A]);
        _anchorB = bodies.Rotations[B].TurnBack(second - bodies.Centers[B]);
        var frame = FrameOf(description.Axis);
        (_frameA, _frameB) = (bodies.Rotations[A].Inverse * frame, bodies.Rotations[B].Inverse * frame);
    }

    /// <summary>First body.</summary>
    public int A { get; }

    /// <summary>Second body.</summary>
    public int B { get; }

    /// <summary>Speed that the motor wants.</summary>
    public float MotorSpeed { get; }

    /// <summary>What it does at most.</summary>
    public float MotorMost { get; }

    /// <summary>Stiffness, Hz; 0 for as stiff as can be.</summary>
    public float Frequency { get; }

    /// <summary>Damping ratio.</summary>
    public float Damping { get; }

    /// <summary>A joint between bodies where they are now.</summary>
    public static HeldJoint Of(JointDescription description, BodyStore bodies) => new(description, bodies);

    /// <summary>Writes its rows for the bodies' places, those in the middle of a step included.</summary>
    public void Fill(BodyStore bodies, Span<JointRow> rows)
    {
        var (centerA, turnA) = Place(bodies, A);
        var (centerB, turnB) = Place(bodies, B);
        Fill(rows, turnA.Turn(_anchorA), turnB.Turn(_anchorB), centerB - centerA, turnA * _frameA, turnB * _frameB);
        foreach (ref var row in rows)
        {
            if (row.Role != JointRole.None) row.Error -= row.Speed(bodies.Motions, A, B);
        }
    }

    private void Fill(Span<JointRow> rows, Float3 armA, Float3 armB, Float3 between, Rotation frame, Rotation other)
    {
        var apart = between + armB - armA;
        if (_kind == JointKind.Distance)
        {
            FillDistance(rows, armA, armB, apart);
            return;
        }

        var axes = Matrix3.Of(frame);
        var turned = _turnsFreely ? default : Turned((frame.Inverse * other).Normalized());
        for (var i = 0; i < 3; i++)
        {
            var axis = i == 0 ? axes.X : i == 1 ? axes.Y : axes.Z;
            var angle = i == 0 ? turned.X : i == 1 ? turned.Y : turned.Z;
            rows[i] = Of(_ranges[i], Float3.Dot(apart, axis), axis, Float3.Cross(armA + apart, axis), Float3.Cross(armB, axis));
            rows[3 + i] = Of(_ranges[3 + i], angle, default, axis, axis);
        }

        if (MotorMost > 0) FillMotor(rows, axes.X, armA + apart, armB);
    }

    private static (Float3 Center, Rotation Turn) Place(BodyStore bodies, int body)
    {
        var at = body * BodyStore.Row;
        return (bodies.Centers[body] + Float3.From(bodies.Motions, at), Rotation.About(Float3.From(bodies.Motions, at + 4)) * bodies.Rotations[body]);
    }

    /// <summary>Some rotation that takes x to the axis.</summary>
    private static Rotation FrameOf(Float3 axis)
    {
        // Half way between x and the axis, by half a turn; x against itself by half a turn about y.
        if (axis.X < -0.9999f) return new(0, 1, 0, 0);
        return new Rotation(0, -axis.Z, axis.Y, 1 + axis.X).Normalized();
    }

    private void FillDistance(Span<JointRow> rows, Float3 armA, Float3 armB, Float3 apart)
    {
        var length = apart.Length;
        var axis = length > 1e-6f ? apart / length : new Float3(0, 1, 0);
        rows[0] = Of(_ranges[0], length, axis, Float3.Cross(armA, axis), Float3.Cross(armB, axis));
    }

    private void FillMotor(Span<JointRow> rows, Float3 axis, Float3 armA, Float3 armB)
    {
        rows[6] = _kind == JointKind.Hinge
            ? new JointRow { Role = JointRole.Motor, AngularA = axis, AngularB = axis }
            : new JointRow { Role = JointRole.Motor, Linear = axis, AngularA = Float3.Cross(armA, axis), AngularB = Float3.Cross(armB, axis) };
    }

    /// <summary>A row for a range: of two limits the nearer one counts.</summary>
    private static JointRow Of(JointRange range, float value, Float3 linear, Float3 angularA, Float3 angularB)
    {
        if (range.IsFree) return default;
        var row = new JointRow { Role = JointRole.Lock, Linear = linear, AngularA = angularA, AngularB = angularB, Error = value - range.Low };
        if (range.IsLocked) return row;
        row.Role = JointRole.Limit;
        if (value - range.Low <= range.High - value) return row;
        (row.Linear, row.AngularA, row.AngularB, row.Error) = (-linear, -angularA, -angularB, range.High - value);
        return row;
    }

    /// <summary>A rotation as a vector: its axis times its angle.</summary>
    private static Float3 Turned(Rotation q)
    {
        if (q.W < 0) q = new(-q.X, -q.Y, -q.Z, -q.W);
        var axis = new Float3(q.X, q.Y, q.Z);
        var sine = Math.Sqrt(((double)q.X * q.X) + ((double)q.Y * q.Y) + ((double)q.Z * q.Z));
        return sine < 1e-6 ? axis * 2 : axis * (float)(2 * ExactAngles.Of(sine, q.W) / sine);
    }
}
