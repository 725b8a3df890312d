using System.Text;
using System.Text.Json;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Physics.RigidBody;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.Physics.RigidBody;

public sealed class RigidSliceTests
{
    private const string Small = """{"steps":40,"slice_steps":20,"bodies":[{"name":"f","kind":"static","shape":{"type":"box","half":[9,1,9]},"position":[0,-1,0]},{"name":"b","shape":{"type":"box","half":[0.3,0.2,0.4]},"position":[0,0.5,0],"jitter":0.05,"grid":{"count":[2,2,1],"spacing":[0.7,0.5,0]}},{"name":"s","shape":{"type":"sphere","radius":0.2},"position":[0,2,0]}],"joints":[{"type":"distance","a":"s","b":"b 0","anchor":[0,2,0],"anchor_b":[0,0.5,0],"limits":[0.5,1.6]}]}""";

    private readonly RigidBodyKernel _kernel = new();

    [Theory]
    [InlineData("wrecking_ball.json", 80, 240)]
    [InlineData("wrecking_ball.json", 80, 17)]
    [InlineData("landslide.json", 40, 120)]
    [InlineData("landslide.json", 40, 7)]
    [InlineData("landslide.json", 40, 1)]
    public void The_bytes_are_the_same_in_any_slicing(string sample, int written, int other)
    {
        var document = RigidRun.Sample(sample);
        var changed = document.Replace($"\"slice_steps\": {written}", $"\"slice_steps\": {other}", StringComparison.Ordinal);
        Assert.NotEqual(document, changed);
        var (first, second) = (RigidRun.Run(document), RigidRun.Run(changed, 3));
        Assert.Equal(first.Merged.OutputHash, second.Merged.OutputHash);
        Assert.Equal(first.Merged.WorkUnits, second.Merged.WorkUnits);
    }

    /// <summary>What sleeps is kept in the state, and wakes in another slice as it would have in the same one.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    public void A_pile_that_sleeps_and_is_woken_is_the_same_in_any_slicing(int size)
    {
        static string Document(int size) => """
            {"steps":150,"slice_steps":SIZE,"record_every":150,"bodies":[
             {"name":"floor","kind":"static","shape":{"type":"box","half":[9,1,9]},"position":[0,-1,0]},
             {"name":"pile","shape":{"type":"box","half":[0.3,0.2,0.4]},"position":[0,0.2,0],"grid":{"count":[1,4,1],"spacing":[0,0.4,0]}},
             {"name":"ball","shape":{"type":"sphere","radius":0.3},"position":[-14,0.4,0],"velocity":[7,1,0],"gravity_scale":0.1}]}
            """.Replace("SIZE", $"{size}", StringComparison.Ordinal);
        Assert.Equal(RigidRun.Run(Document(150)).Merged.OutputHash, RigidRun.Run(Document(size)).Merged.OutputHash);
    }

    /// <summary>Bullets whose ways are cut against a mesh, each other and a thin plate.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void What_is_fast_is_the_same_in_any_slicing(int size)
    {
        static string Document(int size) => """
            {"steps":40,"slice_steps":SIZE,"record_every":40,"substeps":1,"shapes":{"bullet":{"type":"capsule","half_length":0.03,"radius":0.01}},"bodies":[
             {"name":"hills","kind":"static","shape":{"type":"height_field","cell":1,"heights":[[0,1,0,1,0],[1,0,1,0,1],[0,1,0,1,0],[1,0,1,0,1],[0,1,0,1,0]]}},
             {"name":"plate","shape":{"type":"box","half":[1,0.01,1]},"position":[0,3,0]},
             {"name":"bullet","shape":"bullet","position":[-1.5,8,-1.5],"velocity":[20,-400,30],"angular_velocity":[9,7,5],"jitter":0.2,"grid":{"count":[4,3,4],"spacing":[1,1,1]}}]}
            """.Replace("SIZE", $"{size}", StringComparison.Ordinal);
        Assert.Equal(RigidRun.Run(Document(40)).Merged.OutputHash, RigidRun.Run(Document(size), 2).Merged.OutputHash);
    }

    [Fact]
    public void Random_and_mutated_slices_never_throw() => SliceInputFuzzer.Fuzz(_kernel, Plan(Small), 400);

    [Fact]
    public void A_slice_without_enough_units_runs_out_and_one_with_them_does_not()
    {
        var plan = Plan(Small);
        var full = Execute(plan, plan.Slices[0].MaxUnits, CancellationToken.None).Trailer;
        Assert.Equal(SliceOutcome.Completed, full.Outcome);
        Assert.Equal(full, Execute(plan, full.Units, CancellationToken.None).Trailer);
        Assert.Equal(new OutputTrailer(full.Units - 1, SliceOutcome.OutOfUnits), Execute(plan, full.Units - 1, CancellationToken.None).Trailer);
    }

    [Fact]
    public void A_cancel_from_within_ends_the_slice()
    {
        using var source = new CancellationTokenSource();
        var reports = 0;
        var executed = Execute(Plan(Small), long.MaxValue >> 14, source.Token, _ =>
        {
            if (++reports == 3) source.Cancel();
        });
        Assert.Equal((ErrorCode.Cancelled, 3), (executed.Failure!.Code, reports));
    }

    [Fact]
    public void A_body_that_blows_up_stops_the_run_and_is_named()
    {
        const string document = """{"steps":60,"slice_steps":10,"bodies":[{"name":"a","shape":{"type":"sphere","radius":1},"position":[0,5,0]},{"name":"bomb","mass":1,"shape":{"type":"sphere","radius":1},"position":[9,5,0]}],"pushes":[{"body":"bomb","step":25,"force":[1e9,0,0]}]}""";
        var plan = Plan(document);
        using var canonical = new MemoryStream();
        Assert.Null(new LocalRun(_kernel, plan, 1, null, TestContext.Current.CancellationToken).Run(canonical).Failure);
        canonical.Position = 0;
        using var folder = new TemporaryFolder();
        var presentation = _kernel.Present(plan, canonical, folder.Path);
        Assert.Contains(presentation.Lines, l => l.Contains("stopped at step 25 by \"bomb\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_animation_is_a_file_that_readers_take()
    {
        var plan = Plan(Small);
        using var canonical = new MemoryStream();
        new LocalRun(_kernel, plan, 1, null, TestContext.Current.CancellationToken).Run(canonical);
        canonical.Position = 0;
        using var folder = new TemporaryFolder();
        var presentation = _kernel.Present(plan, canonical, folder.Path);
        Assert.Equal(["statistics.json", "bodies.glb", "picture-0.png", "picture-1.png", "picture-2.png"], presentation.Files);
        var mesh = MeshFile.Read("bodies.glb", new FilesIn(folder.Path));
        Assert.True(mesh.TriangleCount > 5 * 12);
        var bytes = File.ReadAllBytes(Path.Combine(folder.Path, "bodies.glb"));
        using var json = JsonDocument.Parse(bytes.AsMemory(20, BitConverter.ToInt32(bytes, 12)));

        // Five bodies move: a translation and a rotation each, over 21 frames.
        var animation = json.RootElement.GetProperty("animations")[0];
        Assert.Equal(10, animation.GetProperty("channels").GetArrayLength());
        var input = animation.GetProperty("samplers")[0].GetProperty("input").GetInt32();
        Assert.Equal(21, json.RootElement.GetProperty("accessors")[input].GetProperty("count").GetInt32());
        Assert.Equal(6, presentation.Figures["bodies"]!.GetValue<int>());
    }

    [Fact]
    public void A_changed_answer_is_not_merged()
    {
        var plan = Plan(Small);
        var executed = Execute(plan, plan.Slices[0].MaxUnits, CancellationToken.None);
        var answer = new byte[200];
        Array.Fill(answer, (byte)7);
        Assert.Throws<InvalidDataException>(() => _kernel.Merge(plan, [new(0, executed.Trailer, answer), new(1, executed.Trailer, answer)], Stream.Null));
    }

    [Fact]
    public void Scenarios_differ_and_stand_side_by_side()
    {
        var plan = Plan(Small.Replace("{\"steps\"", "{\"sweep\":{\"seed\":[1,2,3],\"friction\":[0.1,0.9]},\"steps\"", StringComparison.Ordinal));
        Assert.Equal(12, plan.Slices.Count);
        Assert.Equal(6, plan.Slices.Count(static s => s.DependsOn.Count == 0));
        var outputs = plan.Slices.Select((s, i) => i).Where(i => plan.Slices[i].DependsOn.Count == 0).Select(i => Execute(plan, plan.Slices[i].MaxUnits, CancellationToken.None, null, i).Hash).ToHashSet();
        Assert.Equal(6, outputs.Count);
    }

    private TaskPlan Plan(string document) => _kernel.Plan(Encoding.UTF8.GetBytes(document), new NoFiles());

    private ExecutedSlice Execute(TaskPlan plan, long units, CancellationToken stop, Action<double>? progress = null, int number = 0)
    {
        using var output = new SliceOutputStream();
        var slice = new SliceExecution
        {
            Input = plan.Slices[number].Input,
            Blobs = [.. plan.Slices[number].Blobs.Select(b => new SliceData(b, plan.Blobs[b]))],
            Output = output,
            MaxUnits = units,
            Progress = progress ?? (static _ => { }),
            Cancellation = stop,
        };
        return SliceExecutor.Execute(_kernel, slice, output);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("p2c2r").FullName;

        public void Dispose() => Directory.Delete(Path, true);
    }
}
