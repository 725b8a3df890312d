using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>
/// What a spinning body does without torque: its angular momentum stays, so its angular velocity doesn't. Within a step the velocity
/// changes evenly, so that the body turns by that of the step's middle; at its end it is what the momentum gives in the new pose.
/// </summary>
internal static class Gyroscope
{
    /// <summary>The angular acceleration for which the mean velocity of the substeps is that of the step's middle.</summary>
    public static Float3 Acceleration(BodyStore bodies, int body, float time, int substeps)
    {
        var angular = bodies.AngularVelocity(body);
        if (bodies.Inertias[body].IsUniform || angular == default) return default;
        var rotation = bodies.Rotations[body];
        var momentum = rotation.Turn(bodies.Inertias[body] * rotation.TurnBack(angular));
        var middle = Velocity(bodies, body, Rotation.About(angular * (time / 2)) * rotation, momentum);
        return (middle - angular) * (2f * substeps / ((substeps + 1) * time));
    }

    /// <summary>The angular velocity in a new pose: the momentum is what the old pose had with all impulses, which is all but the acceleration above.</summary>
    public static Float3 Carry(BodyStore bodies, int body, Rotation before, Rotation after, Float3 angular, Float3 gained)
    {
        var momentum = before.Turn(bodies.Inertias[body] * before.TurnBack(angular - gained));
        return Velocity(bodies, body, after, momentum);
    }

    private static Float3 Velocity(BodyStore bodies, int body, Rotation rotation, Float3 momentum) =>
        rotation.Turn(bodies.InverseInertias[body] * rotation.TurnBack(momentum));
}
