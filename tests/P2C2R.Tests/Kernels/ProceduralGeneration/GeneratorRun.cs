using P2C2R.Kernels;
using P2C2R.Kernels.ProceduralGeneration;

namespace P2C2R.Tests.Kernels.ProceduralGeneration;

/// <summary>Runs documents of generators.</summary>
internal static class GeneratorRun
{
    public static KernelRun Of(string document, IInputFiles? files = null, int threads = 1) => KernelRun.Of(new ProceduralGenerationKernel(), document, files, threads);
}
