using System.Diagnostics;
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
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "P2C2R.Tests.exe" : "P2C2R.Tests"))
        {
            ArgumentList = { "-class", typeof(HierarchyGoldenTests).FullName!, "-noLogo" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var parts = setting.Split('=');
        start.Environment[parts[0]] = parts[1];
        start.Environment[GoldenHashTests.ExpectOffVariable] = expectOff;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{setting}\n{output}\n{await errors}");
        Assert.Contains($"Total: {HierarchyGoldenTests.Hashes.Count + 1}, Errors: 0, Failed: 0, Skipped: 0", output, StringComparison.Ordinal);
    }
}
