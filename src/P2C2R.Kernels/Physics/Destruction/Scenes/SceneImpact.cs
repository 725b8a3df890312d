using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Destruction.Scenes;

/// <summary>A blow: an impulse that the pieces around a point share by their masses.</summary>
/// <param name="Step">In which.</param>
/// <param name="Point">Where, in the world.</param>
/// <param name="Radius">Pieces with their centre within it are hit, m.</param>
/// <param name="Impulse">N s.</param>
internal sealed record SceneImpact(int Step, Float3 Point, float Radius, Float3 Impulse);
