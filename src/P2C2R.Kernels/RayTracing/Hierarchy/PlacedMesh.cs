using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>An instance that is entered by a ray in its mesh's own space.</summary>
/// <param name="Tree">Which mesh's tree.</param>
/// <param name="Instance">What hits call it.</param>
/// <param name="ToLocal">From the world into the mesh's space.</param>
internal readonly record struct PlacedMesh(int Tree, int Instance, Affine3 ToLocal)
{
    /// <summary>The ray as the mesh sees it: its distances stay the same, because its direction isn't made shorter or longer again.</summary>
    public Ray Localize(in Ray ray, float farthest) => new(ToLocal.Point(ray.Origin), ToLocal.Vector(ray.Direction), ray.Nearest, farthest);
}
