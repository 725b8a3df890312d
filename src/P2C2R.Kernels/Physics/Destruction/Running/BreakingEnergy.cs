using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Destruction.Running;

/// <summary>
/// Takes what breaking costs from the motion of the bodies that did it: all that is not a common motion of them as one rigid body is slowed by one
/// factor. Such motions carry neither momentum nor angular momentum, and their energies add, so both momenta stay and exactly the cost is gone.
/// Where a body among them never moves, there is no common motion, and the earth takes the momentum.
/// </summary>
internal static class BreakingEnergy
{
    /// <summary>Takes energy, at most all that there is.</summary>
    /// <param name="bodies">All bodies.</param>
    /// <param name="members">Those that broke, and what broke them; each once.</param>
    /// <param name="cost">J.</param>
    /// <returns>What was taken.</returns>
    public static double Take(BodyStore bodies, IReadOnlyCollection<int> members, double cost)
    {
        var moving = members.Where(b => bodies.Kinds[b] == BodyKind.Dynamic).ToArray();
        var (center, velocity, turning) = moving.Length < members.Count ? default : Common(bodies, moving);
        var energy = 0.0;
        var own = Array.ConvertAll(moving, b => (
            Linear: bodies.Velocity(b) - velocity - Float3.Cross(turning, bodies.Centers[b] - center),
            Angular: bodies.AngularVelocity(b) - turning));
        for (var i = 0; i < moving.Length; i++) energy += Kinetic(bodies, moving[i], own[i].Linear, own[i].Angular);
        if (!(energy > 0)) return 0;
        var taken = Math.Min(cost, energy);
        var lost = 1 - (float)Math.Sqrt(1 - (taken / energy));
        for (var i = 0; i < moving.Length; i++) bodies.SetVelocity(moving[i], bodies.Velocity(moving[i]) - (own[i].Linear * lost), bodies.AngularVelocity(moving[i]) - (own[i].Angular * lost));
        return taken;
    }

    /// <summary>The energy, J, that a body would have in a motion.</summary>
    private static double Kinetic(BodyStore bodies, int body, Float3 velocity, Float3 angular)
    {
        var local = bodies.Rotations[body].TurnBack(angular);
        return 0.5 * ((velocity.LengthSquared / (double)bodies.InverseMass(body)) + Float3.Dot(local, bodies.Inertias[body] * local));
    }

    /// <summary>The motion that bodies would have as one: its centre, its velocity there and its angular velocity.</summary>
    private static (Float3 Center, Float3 Velocity, Float3 Turning) Common(BodyStore bodies, int[] moving)
    {
        var (mass, center, momentum) = (0f, default(Float3), default(Float3));
        foreach (var b in moving)
        {
            var own = 1 / bodies.InverseMass(b);
            (mass, center, momentum) = (mass + own, center + (bodies.Centers[b] * own), momentum + (bodies.Velocity(b) * own));
        }

        center /= mass;
        var (angular, inertia) = (default(Float3), default(Symmetric3));
        foreach (var b in moving)
        {
            var (own, arm) = (1 / bodies.InverseMass(b), bodies.Centers[b] - center);
            var turned = bodies.Inertias[b].Turned(Matrix3.Of(bodies.Rotations[b]));
            angular += Float3.Cross(arm, bodies.Velocity(b) * own) + (turned * bodies.AngularVelocity(b));
            inertia += turned + (Symmetric3.OfPoint(arm) * own);
        }

        return (center, momentum / mass, inertia.Inverse() * angular);
    }
}
