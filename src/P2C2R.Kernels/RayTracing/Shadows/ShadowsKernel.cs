using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Shadows;

/// <summary>Which lights surfaces see: masks with soft shadows, ambient occlusion, shadow maps.</summary>
public sealed class ShadowsKernel() : RayKernel(Kinds.Shadows)
{
    private protected override RayDocument NewDocument() => new ShadowsDocument();

    private protected override Presentation Present(RayPlan plan, RayResult result, string directory) => ShadowsPresenter.Present(plan, result, directory);
}
