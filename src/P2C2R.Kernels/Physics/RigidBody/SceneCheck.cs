using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Joints;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Whether the numbers of a scene are within <see cref="RigidLimits"/>. A comparison with NaN is false, so NaN never is.</summary>
internal static class SceneCheck
{
    /// <summary>Whether a shape can be built.</summary>
    public static bool IsGood(SceneShape shape)
    {
        static bool IsSize(float value) => value is >= RigidLimits.MinSize and <= RigidLimits.MaxSize;
        var size = shape.Size;
        var (points, indices) = (shape.Positions.Length, shape.Indices.Length);
        return shape.Form switch
        {
            SceneForm.Sphere => IsSize(size.X) && points == 0 && indices == 0,
            SceneForm.Capsule or SceneForm.Cylinder => IsSize(size.X) && IsSize(size.Y) && points == 0 && indices == 0,
            SceneForm.Box => IsSize(size.X) && IsSize(size.Y) && IsSize(size.Z) && points == 0 && indices == 0,
            SceneForm.Hull => points % 3 == 0 && points is >= 12 and <= 3 * RigidLimits.MaxHullPoints && indices == 0 && ArePositions(shape.Positions),
            SceneForm.Mesh => points % 3 == 0 && points > 0 && indices % 3 == 0 && indices > 0 && ArePositions(shape.Positions) && Array.TrueForAll(shape.Indices, i => (uint)i < (uint)(points / 3)),
            _ => false,
        };
    }

    /// <summary>Whether a body is within limits.</summary>
    public static bool IsGood(SceneBody body, IReadOnlyList<SceneShape> shapes)
    {
        var isMoving = body.Kind != BodyKind.Static;
        var isDynamic = body.Kind == BodyKind.Dynamic;
        foreach (var part in body.Parts)
        {
            var material = part.Material;
            var isGood = (uint)part.Shape < (uint)shapes.Count && IsWithin(part.Position, RigidLimits.MaxPosition) && IsUnit(part.Rotation)
                && material.Friction is >= 0 and <= RigidLimits.MaxFriction && material.Restitution is >= 0 and <= 1 && material.Rolling is >= 0 and <= RigidLimits.MaxSize
                && (!isMoving || shapes[part.Shape].Form != SceneForm.Mesh);
            if (!isGood) return false;
        }

        return body.Kind <= BodyKind.Dynamic && (body.Parts.Count > 0 || !isDynamic) && IsWithin(body.Position, RigidLimits.MaxPosition) && IsUnit(body.Rotation)
            && IsWithin(body.Velocity, RigidLimits.MaxSpeed) && IsWithin(body.AngularVelocity, RigidLimits.MaxSpeed)
            && body.Jitter is >= 0 and <= RigidLimits.MaxSize && body.Density is >= RigidLimits.MinDensity and <= RigidLimits.MaxDensity
            && body.Mass is 0 or (>= RigidLimits.MinMass and <= RigidLimits.MaxMass) && body.GravityScale is >= -100 and <= 100
            && body.LinearDamping is >= 0 and <= 1000 && body.AngularDamping is >= 0 and <= 1000;
    }

    /// <summary>Whether a joint is within limits.</summary>
    public static bool IsGood(JointDescription joint, int bodies)
    {
        foreach (var range in joint.Ranges)
        {
            if (!(Math.Abs(range.Low) <= RigidLimits.MaxPosition) || !(Math.Abs(range.High) <= RigidLimits.MaxPosition)) return false;
        }

        return joint.Kind <= JointKind.SixDegree && (uint)joint.BodyA < (uint)bodies && (uint)joint.BodyB < (uint)bodies && joint.BodyA != joint.BodyB
            && IsWithin(joint.Anchor, RigidLimits.MaxPosition) && IsWithin(joint.AnchorB, RigidLimits.MaxPosition) && Math.Abs(joint.Axis.LengthSquared - 1) < 1e-3f
            && Math.Abs(joint.MotorSpeed) <= RigidLimits.MaxSpeed && joint.MotorMost is >= 0 and <= RigidLimits.MaxForce
            && joint.Frequency is >= 0 and <= 1000 && joint.Damping is >= 0 and <= 100;
    }

    /// <summary>Whether a push is within limits.</summary>
    public static bool IsGood(ScenePush push, int bodies) =>
        (uint)push.Body < (uint)bodies && push.From >= 0 && push.From < push.To && push.To <= RigidLimits.MaxSteps
        && IsWithin(push.Force, RigidLimits.MaxForce) && IsWithin(push.Torque, RigidLimits.MaxForce);

    /// <summary>Whether a query is within limits.</summary>
    public static bool IsGood(SceneQuery query, IReadOnlyList<SceneShape> shapes)
    {
        var isShape = query.IsRay ? query.Shape == -1 : query.Shape < shapes.Count && shapes[query.Shape].Form != SceneForm.Mesh;
        for (var i = 0; i < query.Steps.Length; i++)
        {
            if (query.Steps[i] < 0 || query.Steps[i] > RigidLimits.MaxSteps || (i > 0 && query.Steps[i] <= query.Steps[i - 1])) return false;
        }

        return isShape && query.Steps.Length <= RigidLimits.MaxQuerySteps && IsWithin(query.Position, RigidLimits.MaxPosition) && IsUnit(query.Rotation)
            && Math.Abs(query.Direction.LengthSquared - 1) < 1e-3f && query.Distance is >= RigidLimits.MinSize and <= 2 * RigidLimits.MaxPosition;
    }

    private static bool ArePositions(float[] values) => Array.TrueForAll(values, static v => Math.Abs(v) <= RigidLimits.MaxPosition);

    private static bool IsWithin(Float3 v, float most) => Math.Abs(v.X) <= most && Math.Abs(v.Y) <= most && Math.Abs(v.Z) <= most;

    private static bool IsUnit(Rotation q) => Math.Abs((q.X * q.X) + (q.Y * q.Y) + (q.Z * q.Z) + (q.W * q.W) - 1) < 1e-3f;
}
