using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>Where a solid is at a step, and how it moves, in cells of the grid and seconds.</summary>
/// <param name="Position">Its origin (of a body its centre of mass).</param>
/// <param name="Rotation">From its axes to the grid's.</param>
/// <param name="Velocity">Of its origin.</param>
/// <param name="AngularVelocity">In the grid's axes.</param>
internal readonly record struct SolidPose(Float3 Position, Rotation Rotation, Float3 Velocity, Float3 AngularVelocity)
{
    /// <summary>How fast it is at some place.</summary>
    public Float3 VelocityAt(Float3 place) => Velocity + Float3.Cross(AngularVelocity, place - Position);
}
