using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.GlobalIllumination;

/// <summary>Light that is scattered from surface to surface: lightmaps, probes, pictures.</summary>
public sealed class GlobalIlluminationKernel() : RayKernel(Kinds.GlobalIllumination)
{
    private protected override RayDocument NewDocument() => new GlobalIlluminationDocument();

    private protected override Presentation Present(RayPlan plan, RayResult result, string directory) => GlobalIlluminationPresenter.Present(plan, result, directory);
}
