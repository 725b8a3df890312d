using P2C2R.Tests.Golden;

namespace P2C2R.Tests.Kernels.RayTracing.Hierarchy;

/// <summary>Runs <see cref="HierarchyGoldenTests"/> in child processes whose runtime may use fewer of the processor's vectors.</summary>
public sealed class HierarchyProcessTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512=0", "avx512")]
    [InlineData("DOTNET_EnableAVX2=0", "avx512,avx2")]
    [InlineData("DOTNET_EnableHWIntrinsic=0", "avx512,avx2,intrinsics")]
    public async Task Tree_and_hits_are_the_same_in_a_process_with(string setting, string expectOff)
    {
        var output = await GoldenProcess.RunAsync(setting, expectOff, typeof(HierarchyGoldenTests));
        Assert.Contains($"Total: {HierarchyGoldenTests.Hashes.Count + 1}, Errors: 0, Failed: 0, Skipped: 0", output, StringComparison.Ordinal);
    }
}
