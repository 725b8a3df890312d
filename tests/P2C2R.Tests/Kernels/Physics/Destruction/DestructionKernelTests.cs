using System.Text;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Physics.Destruction;

namespace P2C2R.Tests.Kernels.Physics.Destruction;

/// <summary>Documents planned, run and presented; what breaks where; bad input; slicing and cancelling.</summary>
public sealed class DestructionKernelTests
{
    private static readonly DestructionKernel Kernel = new();

    [Fact]
    public void A_hanging_column_breaks_below_its_anchor_when_it_is_too_heavy()
    {
        // 4 m of 2,000 kg/m^3 pull with 78 kPa at the top; half of that holds half.
        using var strong = KernelRun.Of(Kernel, Hanging("4e5"));
        Assert.Equal(0, (int)strong.Presentation.Figures["bonds_broken"]!);
        using var weak = KernelRun.Of(Kernel, Hanging("2e4"));
        Assert.InRange((int)weak.Presentation.Figures["bodies"]!, 2, 20);
    }

    [Fact]
    public void A_ball_breaks_a_wall_and_goes_on()
    {
        using var run = KernelRun.Of(Kernel, Wall(40, 20), threads: 2);
        Assert.True((int)run.Presentation.Figures["bonds_broken"]! > 20);
        Assert.True((int)run.Presentation.Figures["bodies"]! > 5);
        Assert.Equal(0, (int)run.Presentation.Figures["stopped"]!);
        var pieces = run.Read("pieces.glb");
        Assert.Equal("glTF"u8, pieces.AsSpan(0, 4));

        // The grid's steps are 3 m / 2^19; the wall is 0.2 m thick, so half a step on either side is 3e-5 of it.
        Assert.Equal(1, (double)run.ReadJson("statistics.json")["solids"]![0]!["volume"]! / (3 * 2 * 0.2), 5e-5);
    }

    [Fact]
    public void Any_slicing_and_any_threads_give_the_same_bytes()
    {
        using var whole = KernelRun.Of(Kernel, Wall(24, 24));
        foreach (var (slice, threads) in ((int, int)[])[(1, 1), (7, 3), (10, 1)])
        {
            using var run = KernelRun.Of(Kernel, Wall(24, slice), threads: threads);
            Assert.Equal(whole.Merged.OutputHash, run.Merged.OutputHash);
        }
    }

    [Theory]
    [InlineData("""{ "steps": 5 }""", "\"solids\" is missing")]
    [InlineData("""{ "solids": [{}] }""", "needs a \"mesh\"")]
    [InlineData("""{ "solids": [{ "box": [1,1,1], "sites": 10000000 }] }""", "from 0 to 20000")]
    [InlineData("""{ "solids": [{ "box": [1,1,1], "sites": 5000, "levels": [200] }] }""", "over all levels")]
    [InlineData("""{ "steps": 5, "solids": [{ "box": [1,1,1], "sites": 9000 }] }""", "may become a body")]
    [InlineData("""{ "solids": [{ "box": [1,1,1], "sites": 0 }] }""", "has no sites")]
    [InlineData("""{ "solids": [{ "box": [1,1e400,1] }] }""", "\"box\" must be a number")]
    [InlineData("""{ "solids": [{ "box": [0,1,1] }] }""", "\"box\" must be a number")]
    [InlineData("""{ "solids": [{ "box": [1,1,1], "scale": 1e6 }] }""", "scale")]
    [InlineData("""{ "solids": [{ "box": [1,1,1], "material": { "density": 0 } }] }""", "\"density\" must be a number from 1")]
    [InlineData("""{ "time_step": 10, "solids": [{ "box": [1,1,1] }] }""", "\"time_step\" must be a number")]
    [InlineData("""{ "solids": [{ "mesh": "open.obj" }] }""", "it is open")]
    [InlineData("""{ "solids": [{ "mesh": "flat.obj" }] }""", "no volume")]
    [InlineData("""{ "solids": [{ "mesh": "crossing.obj" }] }""", "crosses itself")]
    [InlineData("""{ "solids": [{ "box": [1,1,1], "material": { "strength": NaN } }] }""", "")]
    [InlineData("""{ "solids": [{ "box": [1,1,1], "material": { "strength": 0 } }] }""", "\"strength\" must be a number from 1")]
    [InlineData("""{ "solids": [{ "box": [1,1,1], "material": { "fracture_energy": -1 } }] }""", "\"fracture_energy\" must be a number from 0")]
    [InlineData("""{ "solids": [{ "box": [1,1,1], "velocity": [0,1e9,0] }] }""", "\"velocity\" must be a number")]
    [InlineData("""{ "steps": 1e9, "solids": [{ "box": [1,1,1] }] }""", "\"steps\" must be a whole number")]
    [InlineData("""{ "steps": 5, "solids": [{ "box": [1,1,1] }], "projectiles": [{ "radius": 0.5, "position": [0.9, 0, 0], "density": 1e9 }] }""", "\"density\" must be a number from 1")]
    [InlineData("""{ "steps": 5, "solids": [{ "name": "wall", "box": [1,1,1] }], "projectiles": [{ "radius": 0.5, "position": [0.9, 0, 0] }] }""", "projectile 0 starts with its middle inside \"wall\"")]
    [InlineData("""{ "steps": 5, "solids": [{ "name": "a", "box": [1,1,1] }, { "name": "b", "box": [1,1,1], "position": [1.5, 0.5, 0.5] }] }""", "\"a\" and \"b\" overlap at the start")]
    [InlineData("""{ "steps": 5, "ground": 0, "solids": [{ "name": "a", "box": [1,1,1], "position": [0, -0.5, 0] }] }""", "below the \"ground\"")]
    [InlineData("""{ "steps": 20000, "record_every": 1, "solids": [{ "box": [1,1,1], "sites": 5000 }] }""", "raise \"record_every\"")]
    public void Bad_input_is_told(string document, string message)
    {
        var files = new Meshes.MemoryFiles(("open.obj", Obj(SolidShapes.Box(new(0, 0, 0), new(1, 1, 1)), 3)), ("flat.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\nf 1 3 2\n"u8.ToArray()),
            ("crossing.obj", Obj(SolidShapes.Joined(SolidShapes.Box(new(0, 0, 0), new(1, 1, 1)), SolidShapes.Box(new(0.5, 0.4, 0.3), new(1.5, 0.6, 0.7))), 0)));
        Assert.Contains(message, Assert.Throws<InputException>(() => Kernel.Plan(Encoding.UTF8.GetBytes(document), files)).Message, StringComparison.Ordinal);
    }

    /// <summary>1 km/s times a factor of the sweep of 100 is beyond what a run goes on with; the other scenario is as always.</summary>
    [Fact]
    public void A_run_that_blows_up_stops_with_step_and_body()
    {
        using var run = KernelRun.Of(Kernel, """
            { "steps": 6, "slice_steps": 2, "sweep": { "speed": [1, 100] },
              "solids": [{ "name": "wall", "box": [1, 1, 0.2], "sites": 4 }], "projectiles": [{ "radius": 0.2, "position": [9, 0, 0], "velocity": [1000, 0, 0] }] }
            """);
        Assert.Equal(1, (int)run.Presentation.Figures["stopped"]!);
        var scenarios = run.ReadJson("statistics.json")["scenarios"]!;
        Assert.Null(scenarios[0]!["stopped_at_step"]);
        Assert.Equal(0, (int)scenarios[1]!["stopped_at_step"]!);
        Assert.Equal("projectile 0", (string)scenarios[1]!["stopped_by"]!);
    }

    [Fact]
    public void A_cancel_ends_a_run()
    {
        var plan = Kernel.Plan(Encoding.UTF8.GetBytes(Wall(2000, 2000)), NoFiles.Instance);
        using var cancellation = new CancellationTokenSource();
        var run = new LocalRun(Kernel, plan, 1, f => { if (f > 0.01) cancellation.Cancel(); }, cancellation.Token);
        Assert.Throws<OperationCanceledException>(() => run.Run(Stream.Null));
    }

    [Fact]
    public void Strange_input_is_refused_and_never_throws()
    {
        var plan = Kernel.Plan(Encoding.UTF8.GetBytes(Wall(4, 2)), NoFiles.Instance);
        SliceInputFuzzer.Fuzz(Kernel, plan, 60);
    }

    private static string Wall(int steps, int slice) => $$"""
        { "steps": {{steps}}, "slice_steps": {{slice}}, "ground": 0,
          "solids": [{ "name": "wall", "box": [1.5, 1, 0.1], "position": [0, 1, 0], "sites": 12, "impact_sites": [{ "point": [0, 1, 0], "radius": 0.8, "count": 20 }],
                       "material": { "density": 2000, "strength": 3e5 }, "anchors": [{ "high": [100, 0.3, 100] }] }],
          "projectiles": [{ "radius": 0.2, "position": [0, 1, 0.6], "velocity": [0, 0, -15] }] }
        """;

    private static string Hanging(string strength) => $$"""
        { "steps": 6, "solids": [{ "box": [0.2, 2, 0.2], "position": [0, 5, 0], "sites": 16, "material": { "density": 2000, "strength": {{strength}} }, "anchors": [{ "low": [-100, 6.6, -100] }] }] }
        """;

    private static byte[] Obj((List<Double3> Positions, List<int> Indices) mesh, int skip)
    {
        var text = new StringBuilder();
        foreach (var p in mesh.Positions) text.AppendLine(FormattableString.Invariant($"v {p.X} {p.Y} {p.Z}"));
        for (var i = skip; i < mesh.Indices.Count; i += 3) text.AppendLine(FormattableString.Invariant($"f {mesh.Indices[i] + 1} {mesh.Indices[i + 1] + 1} {mesh.Indices[i + 2] + 1}"));
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
