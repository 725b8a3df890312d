namespace P2C2R.Tests.Golden;

/// <summary>Runs <see cref="GoldenHashTests"/>, <see cref="LongRunTests"/> and <see cref="StudioLightTests"/> in child processes whose runtime compiles the kernels in other ways.</summary>
public sealed class GoldenProcessTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512=0", "avx512")]
    [InlineData("DOTNET_EnableAVX2=0", "avx512,avx2")]
    [InlineData("DOTNET_EnableHWIntrinsic=0", "avx512,avx2,intrinsics")]
    [InlineData("DOTNET_TieredCompilation=0", "")]
    [InlineData("DOTNET_TieredPGO=0", "")]
    [InlineData("DOTNET_TC_QuickJitForLoops=0", "")]
    [InlineData("DOTNET_ReadyToRun=0", "")]
    public async Task The_hashes_hold_in_a_process_with(string setting, string expectOff)
    {
        var output = await GoldenProcess.RunAsync(setting, expectOff, typeof(GoldenHashTests), typeof(LongRunTests), typeof(StudioLightTests));

        // All tasks and a few tests beside them: a filter that matches nothing would prove nothing.
        var total = output.IndexOf("Total: ", StringComparison.Ordinal) + 7;
        Assert.InRange(int.Parse(output.AsSpan(total, output.IndexOf(',', total) - total)), GoldenHashTests.Tasks.Count + StudioLightTests.Tasks.Count + 2, 100);
        Assert.Contains(", Errors: 0, Failed: 0, Skipped: 0", output, StringComparison.Ordinal);
    }
}
