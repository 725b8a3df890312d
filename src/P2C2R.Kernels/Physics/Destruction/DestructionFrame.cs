namespace P2C2R.Kernels.Physics.Destruction;

/// <summary>A recorded moment.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Bodies">Clusters of pieces.</param>
/// <param name="Broken">Bonds broken.</param>
/// <param name="Poses">Position and rotation of each projectile, then of each piece about its centre: seven numbers each.</param>
internal sealed record DestructionFrame(int Step, int Bodies, int Broken, float[] Poses);
