using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Destruction.Bonds;

/// <summary>Two pieces that hold together.</summary>
/// <param name="A">The lower-numbered piece.</param>
/// <param name="B">The other.</param>
/// <param name="Area">What they have in common, m^2.</param>
/// <param name="Center">Its middle.</param>
/// <param name="Normal">From the first to the second, unit length.</param>
internal readonly record struct Bond(int A, int B, float Area, Float3 Center, Float3 Normal);
