using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>
/// What a spinning body does without torque: its angular momentum stays, so its angular velocity doesn't. Within a step the velocity
/// changes evenly, so that the body turns by that of the step's middle; at its end it is what the momentum gives in the new pose. What a joint holds
/// turns otherwise than its momentum alone would have it: there the torque is taken implicitly instead.
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

    /// <summary>
    /// The angular acceleration of a body on a joint: one Newton step of the implicit rule in the body's axes (Catto, "Numerical methods", GDC 2015), which loses a little energy and
    /// never gains any, however thin the body.
    /// </summary>
    public static Float3 OfHeld(BodyStore bodies, int body, float time)
    {
        var inertia = bodies.Inertias[body];
        if (inertia.IsUniform || bodies.InverseInertias[body] == default) return default;
        var rotation = bodies.Rotations[body];
        var w = rotation.TurnBack(bodies.AngularVelocity(body));
        var momentum = inertia * w;
        var torque = Float3.Cross(w, momentum) * time;
        var x = new Float3(1, 0, 0);
        var (y, z) = (new Float3(0, 1, 0), new Float3(0, 0, 1));
        Float3 Column(Float3 axis) => (inertia * axis) + ((Float3.Cross(w, inertia * axis) + Float3.Cross(axis, momentum)) * time);
        var change = Solve(Double3.Of(Column(x)), Double3.Of(Column(y)), Double3.Of(Column(z)), Double3.Of(torque)).Rounded;
        return rotation.Turn(change) * (-1 / time);
    }

    /// <summary>A system of three equations by Cramer's rule; 0 where it has no single answer.</summary>
    private static Double3 Solve(Double3 a, Double3 b, Double3 c, Double3 right)
    {
        var across = Double3.Cross(b, c);
        var determinant = Double3.Dot(a, across);
        if (!(Math.Abs(determinant) > 0)) return default;
        return new(Double3.Dot(right, across) / determinant, Double3.Dot(a, Double3.Cross(right, c)) / determinant, Double3.Dot(a, Double3.Cross(b, right)) / determinant);
    }

    private static Float3 Velocity(BodyStore bodies, int body, Rotation rotation, Float3 momentum) =>
        rotation.Turn(bodies.InverseInertias[body] * rotation.TurnBack(momentum));
}
