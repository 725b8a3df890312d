using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>A node near a solid's surface.</summary>
/// <param name="Node">Its number.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Distance">From the surface, less than 0 inside.</param>
/// <param name="Normal">Away from the surface.</param>
internal readonly record struct NearNode(int Node, Float3 Place, float Distance, Float3 Normal);
