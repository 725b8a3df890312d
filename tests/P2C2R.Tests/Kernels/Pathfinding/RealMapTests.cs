using System.Text;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Pathfinding;

namespace P2C2R.Tests.Kernels.Pathfinding;

public sealed class RealMapTests
{
    /// <summary>The files print about six significant digits.</summary>
    private const double Tolerance = 0.006;

    [Theory]
    [InlineData("bg512/AR0011SR")]
    [InlineData("cities/Berlin_0_1024")]
    [InlineData("dao/arena")]
    [InlineData("dao/brc202d")]
    [InlineData("dao/den520d")]
    [InlineData("dao/hrt201n")]
    [InlineData("dao/lak303d")]
    [InlineData("dao/ost100d")]
    [InlineData("mazes/maze512-1-0")]
    [InlineData("mazes/maze512-4-0")]
    [InlineData("random/random512-25-0")]
    [InlineData("sc1/ArcticStation")]
    [InlineData("sc1/Aurora")]
    [InlineData("sc1/BigGameHunters")]
    [InlineData("sc1/TheFrozenSea")]
    public void Every_length_is_the_scenarios(string name)
    {
        var folder = RealData.Require("movingai");
        var kernel = new PathfindingKernel();
        var plan = kernel.Plan(Encoding.UTF8.GetBytes($$"""{"map":"{{name}}.map","queries":"{{name}}.map.scen"}"""), new FilesIn(folder));
        using var canonical = new MemoryStream();
        var merged = new LocalRun(kernel, plan, 2, null, TestContext.Current.CancellationToken).Run(canonical);
        Assert.Null(merged.Failure);
        canonical.Position = 0;
        var output = Directory.CreateTempSubdirectory("p2c2r");
        try
        {
            var figures = kernel.Present(plan, canonical, output.FullName).Figures;
            Assert.Equal((int)figures["queries"]!, (int)figures["reachable"]!);
            Assert.InRange((double)figures["scenario_max_difference"]!, 0, Tolerance);
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }
}
