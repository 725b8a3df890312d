namespace P2C2R.Kernels.Physics.BroadPhase;

/// <summary>How surfaces meet. Of two, friction is the geometric mean, restitution and rolling friction the greater.</summary>
/// <param name="Friction">Coulomb's coefficient.</param>
/// <param name="Restitution">Share of the speed that comes back.</param>
/// <param name="Rolling">Arm of the torque against rolling, m.</param>
internal readonly record struct Material(float Friction, float Restitution, float Rolling);
