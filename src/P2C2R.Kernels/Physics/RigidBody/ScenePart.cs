using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>A shape on a body of a scene.</summary>
/// <param name="Shape">Its number in the scene.</param>
/// <param name="Position">Where on the body.</param>
/// <param name="Rotation">How turned on the body.</param>
/// <param name="Material">What it is made of.</param>
/// <param name="Filter">What it meets.</param>
internal sealed record ScenePart(int Shape, Float3 Position, Rotation Rotation, Material Material, CollisionFilter Filter);
