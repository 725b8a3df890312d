using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>When a simulation has blown up: a body is so fast or so far that what comes next means nothing.</summary>
internal static class BlowUp
{
    /// <summary>Fastest, m/s or rad/s.</summary>
    public const float MaxSpeed = 20_000;

    /// <summary>Farthest from the origin along an axis, m.</summary>
    public const float MaxPosition = 1e7f;

    /// <summary>The first body that has blown up, or -1.</summary>
    public static int Find(BodyStore bodies)
    {
        for (var b = 0; b < bodies.Count; b++)
        {
            if (!IsGood(bodies.Centers[b], bodies.Velocity(b), bodies.AngularVelocity(b))) return b;
        }

        return -1;
    }

    /// <summary>Whether a body has not; numbers that are none have.</summary>
    public static bool IsGood(Float3 center, Float3 velocity, Float3 angular) =>
        Math.Abs(center.X) <= MaxPosition && Math.Abs(center.Y) <= MaxPosition && Math.Abs(center.Z) <= MaxPosition
        && velocity.LengthSquared <= MaxSpeed * MaxSpeed && angular.LengthSquared <= MaxSpeed * MaxSpeed;
}
