using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Physics.Fluid;
using P2C2R.Protocol;
using P2C2R.Tests.Kernels.Meshes;

namespace P2C2R.Tests.Kernels.Physics.Fluid;

public sealed class FluidKernelTests
{
    private const string Drop = "\"size\":[1,1,1],\"cell\":0.1,\"fluid\":[{\"box\":[[0.2,0.3,0.2],[0.6,0.8,0.6]],\"velocity\":[1,0,0.5]}],\"sound_speed\":20";

    private static readonly FluidKernel Kernel = new();

    [Fact]
    public void A_run_gives_figures_and_files()
    {
        using var run = KernelRun.Of(Kernel, $$"""{ {{Drop}},"steps":60,"frame_steps":20}""");
        Assert.Equal(640 * 60, run.Merged.WorkUnits);
        Assert.Equal(60, (int)run.Presentation.Figures["steps"]!);
        Assert.Equal(640, (int)run.Presentation.Figures["particles"]!);
        Assert.InRange((double)run.Presentation.Figures["max_compression"]!, 0, 0.2);
        var frames = run.ReadJson("fluid.json")["variants"]![0]!.AsArray();
        Assert.Equal([20, 40, 60], frames.Select(static f => (int)f!["step"]!));
        Assert.Equal(3 * (76 + (6 * 640)), run.Read("fluid.cache").Length);
        Assert.All(run.Presentation.Files, f => Assert.NotEmpty(run.Read(f)));

        // The surface holds about what 640 particles of an eighth of a cell do; it is cut off at the walls' corners and rounded elsewhere.
        var surface = GltfReader.Read("fluid-surface.glb", new MemoryFiles(("fluid-surface.glb", run.Read("fluid-surface.glb"))));
        Assert.InRange(Volume(surface), 0.06, 0.1);
    }

    /// <summary>Each frame is a mesh of its own, whose node's scale steps to 1 at its time and back to 0 at the next one's; the body has keyframes; without playing the last frame is there.</summary>
    [Fact]
    public void Files_play_all_frames()
    {
        using var run = KernelRun.Of(Kernel, $$"""{ {{Drop}},"steps":60,"frame_steps":20,"bodies":[{"sphere":0.1,"at":[0.8,0.5,0.5],"velocity":[0,2,0]}]}""");
        foreach (var file in (string[])["fluid-surface.glb", "fluid-points.glb"])
        {
            var bytes = run.Read(file);
            var json = System.Text.Json.Nodes.JsonNode.Parse(bytes.AsSpan(20, BitConverter.ToInt32(bytes, 12)))!;
            var animation = json["animations"]![0]!;
            var scales = animation["channels"]!.AsArray().Where(static c => (string)c!["target"]!["path"]! == "scale").ToList();
            Assert.Equal(3, scales.Count);
            Assert.Single(animation["channels"]!.AsArray(), static c => (string)c!["target"]!["path"]! == "translation");
            Assert.Equal([0, 0, 1], scales.Select(c => (int)(json["nodes"]![(int)c!["target"]!["node"]!]!["scale"]?[0] ?? 1)));
            Assert.All(scales, c => Assert.Equal("STEP", (string)animation["samplers"]![(int)c!["sampler"]!]!["interpolation"]!));
            var step = 60 * (0.3 * 0.1 / 20);
            var times = json["accessors"]!.AsArray().Where(static a => a!["max"] is not null && (string)a["type"]! == "SCALAR").Select(static a => (double)a!["max"]![0]!).Max();
            Assert.Equal(step, times, 1e-4);
            Assert.Equal(bytes.Length, BitConverter.ToInt32(bytes, 8));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(33)]
    public void Chained_or_in_one_go_gives_the_same_bytes(int stepsPerSlice)
    {
        using var whole = KernelRun.Of(Kernel, $$"""{ {{Drop}},"steps":40,"frame_steps":9}""");
        using var chained = KernelRun.Of(Kernel, $$"""{ {{Drop}},"steps":40,"frame_steps":9,"steps_per_slice":{{stepsPerSlice}}}""", threads: 2);
        Assert.Equal(whole.Merged.OutputHash, chained.Merged.OutputHash);
        Assert.Equal(whole.Merged.WorkUnits, chained.Merged.WorkUnits);
    }

    /// <summary>While it runs, a run looks as one does that ends at its newest frame.</summary>
    [Fact]
    public void The_newest_frame_can_be_looked_at_before_the_end()
    {
        using var early = KernelRun.Of(Kernel, $$"""{ {{Drop}},"steps":20,"frame_steps":20}""");
        var plan = Kernel.Plan(Encoding.UTF8.GetBytes($$"""{ {{Drop}},"steps":60,"frame_steps":20,"steps_per_slice":15}"""), NoFiles.Instance);
        var run = new LocalRun(Kernel, plan, 1, null, TestContext.Current.CancellationToken);
        run.Run(new MemoryStream());
        using var png = new MemoryStream();
        Assert.False(Kernel.TryPreview(plan, [.. run.Delivered().Take(1)], png));
        Assert.Equal(0, png.Length);
        var damaged = new SliceResult(2, new OutputTrailer(1, SliceOutcome.Completed), new byte[] { 1, 0, 0, 0, 1 });
        Assert.True(Kernel.TryPreview(plan, [.. run.Delivered().Take(2), damaged], png));
        Assert.Equal(early.Read("fluid.png"), png.ToArray());
    }

    [Fact]
    public void Variants_are_the_runs_that_they_describe()
    {
        using var both = KernelRun.Of(Kernel, $$"""{ {{Drop}},"steps":20,"variants":[{"viscosity":0.5},{"gravity":[3,-5,0],"walls":{"floor":"stick"} } ],"time_step":0.001}""");
        using var first = KernelRun.Of(Kernel, $$"""{ {{Drop}},"steps":20,"viscosity":0.5,"time_step":0.001}""");
        using var second = KernelRun.Of(Kernel, $$"""{ {{Drop}},"steps":20,"gravity":[3,-5,0],"walls":{"floor":"stick"},"time_step":0.001}""");
        Assert.Equal(both.Canonical, first.Canonical.Concat(second.Canonical));
        Assert.NotEqual(first.Canonical, second.Canonical);
    }

    /// <summary>A cube of half a metre as a mesh fills what the same box fills.</summary>
    [Fact]
    public void A_mesh_is_filled_as_a_box_is()
    {
        const string Cube = """
            v 0 0 0
            v 1 0 0
            v 0 1 0
            v 1 1 0
            v 0 0 1
            v 1 0 1
            v 0 1 1
            v 1 1 1
            f 1 3 4 2
            f 5 6 8 7
            f 1 2 6 5
            f 3 7 8 4
            f 1 5 7 3
            f 2 4 8 6
            """;
        var files = new MemoryFiles(("cube.obj", Encoding.UTF8.GetBytes(Cube)));
        const string Rest = "\"size\":[1,1,1],\"cell\":0.1,\"sound_speed\":20,\"steps\":3";
        using var mesh = KernelRun.Of(Kernel, $$"""{ {{Rest}},"fluid":[{"mesh":"cube.obj","scale":0.5,"at":[0.2,0.1,0.3]}]}""", files);
        using var box = KernelRun.Of(Kernel, $$"""{ {{Rest}},"fluid":[{"box":[[0.2,0.1,0.3],[0.7,0.6,0.8]]}]}""");
        Assert.Equal(box.Merged.OutputHash, mesh.Merged.OutputHash);
    }

    /// <summary>A ball of a mesh in the middle of a block: its places stay free, 4 pi 2.5^3 / 3 of 8 x 8 x 8 cells; in any slicing the bytes are the same.</summary>
    [Fact]
    public void Obstacles_are_read_and_kept_free()
    {
        var files = new MemoryFiles(("ball.obj", Balls.Obj(Balls.Make(default, 1, 3))));
        string Document(string more) => $$"""{"size":[1,1,1],"cell":0.1,"sound_speed":20,"steps":24,"frame_steps":8,"fluid":[{"box":[[0.1,0.1,0.1],[0.9,0.9,0.9]]}],"obstacles":[{"mesh":"ball.obj","scale":0.25,"at":[0.5,0.5,0.5]},{"box":[[0,0,0],[0.2,0.3,1]],"surface":"stick"},{"sphere":0.1,"path":[[0,0.8,0.15,0.5],[0.01,0.8,0.2,0.6]],"angular_velocity":[0,1,0]}]{{more}}}""";
        using var whole = KernelRun.Of(Kernel, Document(""), files);
        using var cut = KernelRun.Of(Kernel, Document(",\"steps_per_slice\":7"), files, threads: 2);
        Assert.Equal(whole.Merged.OutputHash, cut.Merged.OutputHash);
        Assert.InRange((int)whole.Presentation.Figures["particles"]!, 8 * (512 - 66 - 16 - 5 - 6), 8 * (512 - 66 - 16 - 3 + 6));
    }

    [Theory]
    [InlineData("\"mesh\":\"open.obj\"", "'open.obj' is not closed: its edge from (0, 0, 0) to (1, 0, 0)")]
    [InlineData("\"box\":[[0,0,0],[1,1,1]],\"sphere\":1", "must have one of \"box\", \"sphere\" and \"mesh\"")]
    [InlineData("\"at\":[0,0,0]", "must have one of")]
    [InlineData("\"sphere\":-1", "\"sphere\" must be a number from")]
    [InlineData("\"sphere\":0.1,\"rotation\":[0,0,0,0]", "is a quaternion")]
    [InlineData("\"sphere\":0.1,\"path\":[[0,1,1,1],[0,2,2,2]]", "seconds of \"path\" must be 0 or more, and rise")]
    [InlineData("\"sphere\":0.1,\"path\":[[0,1,1]]", "must have four numbers")]
    [InlineData("\"sphere\":0.1,\"velocity\":[1e9,0,0]", "\"velocity\" must be a number from")]
    [InlineData("\"mesh\":\"ball.obj\",\"scale\":1000,\"velocity\":[1,0,0]", "as big as more than 4194304 cells")]
    [InlineData("\"sphere\":0.1,\"surface\":2", "\"surface\" must be a number from 0 to 1")]
    public void Bad_obstacles_say_field_limit_and_remedy(string fields, string message)
    {
        var files = new MemoryFiles(("ball.obj", Balls.Obj(Balls.Make(default, 1, 1))), ("open.obj", Encoding.UTF8.GetBytes("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")));
        var document = $$"""{"size":[1,1,1],"cell":0.1,"steps":1,"fluid":[{"box":[[0,0,0],[1,1,1]]}],"obstacles":[{ {{fields}}}]}""";
        var thrown = Assert.Throws<InputException>(() => Kernel.Plan(Encoding.UTF8.GetBytes(document), files));
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"size\":[1,1,1],\"fluid\":[]", "the field \"cell\" is missing")]
    [InlineData("\"size\":[1,1,1],\"cell\":0.1,\"steps\":5,\"fluid\":[]", "\"fluid\" is missing or empty")]
    [InlineData("\"size\":[1,1,1],\"cell\":0.001,\"steps\":5,\"fluid\":[{\"box\":[[0,0,0],[1,1,1]]}]", "cells; make \"cell\" greater")]
    [InlineData("\"size\":[1,1,1],\"cell\":0.005,\"steps\":5,\"fluid\":[{\"box\":[[0,0,0],[1,1,1]]}]", "1048576 places for particles")]
    [InlineData("\"size\":[1,1,1],\"cell\":0.8,\"steps\":5,\"fluid\":[{\"box\":[[0,0,0],[0.1,0.1,0.1]]}]", "fills no place")]
    [InlineData("\"size\":[1,1,0],\"cell\":0.1", "\"size\" must be a number from 0.001")]
    [InlineData("\"size\":[1,1],\"cell\":0.1", "must have three numbers")]
    [InlineData("\"size\":[1,1,1],\"cell\":NaN", "not JSON")]
    [InlineData("\"size\":[1,1,1],\"cell\":0.1,\"steps\":5,\"time_step\":0.1,\"fluid\":[{\"box\":[[0,0,0],[1,1,1]]}]", "\"time_step\" may be at most")]
    [InlineData("\"size\":[1,1,1],\"cell\":0.1,\"steps\":5,\"fluid\":[{\"box\":[[1,0,0],[0,1,1]]}]", "least corner first")]
    [InlineData("\"size\":[1,1,1],\"cell\":0.1,\"steps\":5,\"fluid\":[{}]", "either \"box\" or \"mesh\"")]
    [InlineData("\"walls\":{\"floor\":\"wet\"}", "\"slip\", \"stick\" or a coefficient")]
    [InlineData("\"surface_tension\":-1", "\"surface_tension\" must be a number from 0")]
    [InlineData("\"density\":0", "\"density\" must be a number from 0.1")]
    [InlineData("\"size\":[1,1,1],\"cell\":0.1,\"steps\":5,\"surface_tension\":100000,\"time_step\":0.0005,\"fluid\":[{\"box\":[[0,0,0],[1,1,1]]}]", "\"time_step\" may be at most")]
    [InlineData("\"size\":[1,1,1],\"cell\":0.1,\"steps\":5,\"sound_speed\":20,\"fluid\":[{\"box\":[[0,0,0],[1,1,1]]}],\"obstacles\":[{\"sphere\":0.1,\"at\":[0.5,0.5,0.5],\"velocity\":[30,0,0]}]", "make \"sound_speed\" greater or it slower")]
    [InlineData("\"size\":[1,1,1],\"cell\":0.1,\"steps\":5000000", "\"steps\" must be a whole number from 1 to 1000000")]
    [InlineData("\"size\":[1e30,1,1],\"cell\":0.1", "\"size\" must be a number from 0.001")]
    [InlineData("\"water\":1", "is not a field here")]
    public void Bad_documents_say_field_limit_and_remedy(string fields, string message)
    {
        var thrown = Assert.Throws<InputException>(() => Kernel.Plan(Encoding.UTF8.GetBytes($$"""{ {{fields}}}"""), NoFiles.Instance));
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fluid_that_flies_apart_names_step_and_particle()
    {
        var document = Encoding.UTF8.GetBytes("""{"size":[1,1,1],"cell":0.1,"fluid":[{"box":[[0.2,0.3,0.2],[0.6,0.8,0.6]],"velocity":[100,0,0]}],"sound_speed":20,"steps":5}""");
        var merged = new LocalRun(Kernel, Kernel.Plan(document, NoFiles.Instance), 1, null, TestContext.Current.CancellationToken).Run(Stream.Null);
        Assert.Contains("step 1: particle 0 moved a cell or more", merged.Failure!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_flies_apart_names_step_and_body()
    {
        var document = Encoding.UTF8.GetBytes("""{"size":[0.5,10,0.5],"cell":0.1,"fluid":[{"box":[[0,0,0],[0.5,0.1,0.5]]}],"bodies":[{"sphere":0.1,"at":[0.25,9.5,0.25]}],"sound_speed":20,"time_step":0.0015,"steps":80,"gravity":[0,-1000,0]}""");
        var merged = new LocalRun(Kernel, Kernel.Plan(document, NoFiles.Instance), 1, null, TestContext.Current.CancellationToken).Run(Stream.Null);
        Assert.Contains(": body 0 moved a cell or more", merged.Failure!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_inputs_are_refused_and_units_limit_the_work()
    {
        var plan = Kernel.Plan(Encoding.UTF8.GetBytes($$"""{ {{Drop}},"steps":10}"""), NoFiles.Instance);
        var slice = plan.Slices[0];
        var state = plan.Blobs[slice.Blobs[0]].ToArray();
        OutputTrailer Execute(byte[] input, byte[] blob, long units = 1 << 20)
        {
            using var output = new SliceOutputStream();
            return Kernel.Execute(new SliceExecution { Input = input, Blobs = [new SliceData(slice.Blobs[0], blob)], Output = output, MaxUnits = units, Cancellation = TestContext.Current.CancellationToken });
        }

        Assert.Equal(SliceOutcome.Completed, Execute(slice.Input.ToArray(), state).Outcome);
        Assert.Equal(new OutputTrailer(100, SliceOutcome.OutOfUnits), Execute(slice.Input.ToArray(), state, 100));
        Assert.Equal(SliceOutcome.InputRefused, Execute(slice.Input.ToArray(), state[..^1]).Outcome);
        Assert.Equal(SliceOutcome.InputRefused, Execute(slice.Input.ToArray()[..^1], state).Outcome);
        for (var i = 0; i < 400; i++)
        {
            var (input, blob) = (slice.Input.ToArray(), state.ToArray());
            if (i % 2 == 0) input[i / 2 % input.Length] ^= (byte)(1 << (i % 8));
            else blob[i * 131 % blob.Length] ^= (byte)(0x80 >> (i % 3));
            Assert.True(Enum.IsDefined(Execute(input, blob, 640 * 40).Outcome));
        }
    }

    [Fact]
    public void A_cancelled_slice_ends()
    {
        var plan = Kernel.Plan(Encoding.UTF8.GetBytes($$"""{ {{Drop}},"steps":100000,"frame_steps":50000}"""), NoFiles.Instance);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = new LocalRun(Kernel, plan, 1, fraction => cancellation.CancelAfter(fraction > 0 ? 0 : -1), cancellation.Token);
        Assert.ThrowsAny<OperationCanceledException>(() => run.Run(Stream.Null));
    }

    private static double Volume(TriangleMesh mesh)
    {
        var sum = 0.0;
        (double X, double Y, double Z) Corner(int i) => (mesh.Positions[3 * mesh.Indices[i]], mesh.Positions[(3 * mesh.Indices[i]) + 1], mesh.Positions[(3 * mesh.Indices[i]) + 2]);
        for (var i = 0; i < mesh.Indices.Length; i += 3)
        {
            var (a, b, c) = (Corner(i), Corner(i + 1), Corner(i + 2));
            sum += (a.X * ((b.Y * c.Z) - (b.Z * c.Y))) - (a.Y * ((b.X * c.Z) - (b.Z * c.X))) + (a.Z * ((b.X * c.Y) - (b.Y * c.X)));
        }

        return sum / 6;
    }
}
