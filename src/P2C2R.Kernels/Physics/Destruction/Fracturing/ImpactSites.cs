using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Destruction.Fracturing;

/// <summary>Sites around a point, the more the nearer: their distances are the radius times the square of an even random number.</summary>
/// <param name="Point">Where, in the world.</param>
/// <param name="Radius">How far, m.</param>
/// <param name="Count">How many.</param>
internal sealed record ImpactSites(Double3 Point, double Radius, int Count);
