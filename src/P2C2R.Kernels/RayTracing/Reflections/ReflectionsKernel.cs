using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Reflections;

/// <summary>
/// A picture of a scene from a camera, or a cube map from a place: what is seen and what is reflected in it, up to a number of bounces, lit by
/// lights and sky. Light that is scattered diffusely from surface to surface is <see cref="Kinds.GlobalIllumination"/>'s.
/// </summary>
public sealed class ReflectionsKernel() : RayKernel(Kinds.Reflections)
{
    private protected override RayDocument NewDocument() => new ReflectionsDocument();

    private protected override Presentation Present(RayPlan plan, RayResult result, string directory) => ReflectionsPresenter.Present(plan, result, directory);
}
