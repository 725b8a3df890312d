using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Destruction.Running;

/// <summary>Where a body is and how it moves.</summary>
/// <param name="Center">Its centre of mass, in the world.</param>
/// <param name="LocalCenter">The same in its own axes.</param>
/// <param name="Rotation">From its axes to the world's.</param>
/// <param name="Velocity">Of the centre.</param>
/// <param name="Angular">In the world's axes.</param>
internal readonly record struct BodyMotion(Float3 Center, Float3 LocalCenter, Rotation Rotation, Float3 Velocity, Float3 Angular)
{
    /// <summary>Lets a body that has the same axes, such as a part of this one, go on moving as it did.</summary>
    public void Continue(BodyStore bodies, int body)
    {
        var arm = Rotation.Turn(bodies.LocalCenters[body] - LocalCenter);
        (bodies.Centers[body], bodies.Rotations[body]) = (Center + arm, Rotation);
        if (bodies.Kinds[body] == BodyKind.Static) return;
        bodies.SetVelocity(body, Velocity + Float3.Cross(Angular, arm), Angular);
        bodies.TurnInertia(body);
    }
}
