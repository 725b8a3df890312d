using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>A force and a torque on a body for some steps.</summary>
/// <param name="Body">Which.</param>
/// <param name="From">First step, from 0.</param>
/// <param name="To">After the last step.</param>
/// <param name="Force">N, at the centre of mass, in the world's axes.</param>
/// <param name="Torque">N m.</param>
internal readonly record struct ScenePush(int Body, int From, int To, Float3 Force, Float3 Torque);
