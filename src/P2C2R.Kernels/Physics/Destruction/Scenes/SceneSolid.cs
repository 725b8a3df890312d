using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Fracturing;
using P2C2R.Kernels.Physics.Destruction.Solids;

namespace P2C2R.Kernels.Physics.Destruction.Scenes;

/// <summary>A solid of a scene, where it stands at the start.</summary>
/// <param name="Solid">On its grid.</param>
/// <param name="Place">Where the grid is.</param>
/// <param name="Sites">How it is broken.</param>
/// <param name="Material">What it is made of.</param>
/// <param name="Anchors">Boxes; a piece whose centre is in one never moves.</param>
/// <param name="Velocity">At the start, m/s.</param>
internal sealed record SceneSolid(Solid Solid, GridPlace Place, SiteSettings Sites, FractureMaterial Material, IReadOnlyList<(Double3 Low, Double3 High)> Anchors, Float3 Velocity);
