using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Queries;

/// <summary>Where a ray meets a shape first.</summary>
/// <param name="Distance">From the ray's origin, m; 0 where that lies inside.</param>
/// <param name="Normal">Of the surface, against the ray; of a ray from inside the direction back.</param>
internal readonly record struct RayHit(double Distance, Double3 Normal);
