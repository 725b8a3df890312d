using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Pathfinding;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.NavigationMesh;

/// <summary>Documents and slices that are wrong.</summary>
public sealed class MeshInputTests
{
    private const string Floor = "v 0 0 0\nv 0 0 20\nv 20 0 20\nv 20 0 0\nf 1 2 3 4\n";

    [Theory]
    [InlineData("""{"mesh":"x.obj"}""", "there is no file x.obj")]
    [InlineData("""{"mesh":"x.fbx"}""", "the endings known are .obj, .gltf and .glb")]
    [InlineData("""{"mesh":7}""", "line 1, column 9: \"mesh\" must be a string")]
    [InlineData("""{"mesh":"m.obj","map":"y.map"}""", "\"map\" is not a field here")]
    [InlineData("""{"mesh":"m.obj","cell_size":0}""", "\"cell_size\" must be a number from 0.001 to 1000")]
    [InlineData("""{"mesh":"m.obj","cell_size":0.001}""", "20000 x 20000 cells big, at most 16384 a side are possible; make \"cell_size\" bigger")]
    [InlineData("""{"mesh":"m.obj","cell_size":0.01,"agent_radius":0.1,"tile_size":16}""", "tiles, at most 4096 are possible")]
    [InlineData("""{"mesh":"m.obj","agent_climb":2}""", "\"agent_climb\" must be less than \"agent_height\"")]
    [InlineData("""{"mesh":"m.obj","agent_radius":100}""", "\"agent_radius\" is 334 cells, at most 64")]
    [InlineData("""{"mesh":"m.obj","agent_height":1000,"cell_height":0.1}""", "\"agent_height\" is 10000 voxels, at most 4096")]
    [InlineData("""{"mesh":"m.obj","agent_slope":90}""", "\"agent_slope\"")]
    [InlineData("""{"mesh":"m.obj","method":"quick"}""", "\"method\" must be \"exact\"")]
    [InlineData("""{"mesh":"m.obj","start":[1,2,3]}""", "\"goal\" is missing")]
    [InlineData("""{"mesh":"m.obj","start":[1,2],"goal":[1,2,3]}""", "\"start\" is a place: [x, y, z]")]
    [InlineData("""{"mesh":"m.obj","queries":[{"start":[1,2,3]}]}""", "this query has no \"goal\"")]
    [InlineData("""{"mesh":"tall.obj"}""", "voxels high, at most 32767 are possible")]
    [InlineData("""{"mesh":"flat.obj"}""", "no triangle of the mesh has an area")]
    public void What_is_wrong_is_said(string json, string message)
    {
        var files = new Meshes.MemoryFiles(
            ("m.obj", Encoding.ASCII.GetBytes(Floor)), ("tall.obj", Encoding.ASCII.GetBytes(Floor + "v 0 1e6 0\nf 1 2 5\n")), ("flat.obj", Encoding.ASCII.GetBytes("v 0 0 0\nv 1 0 0\nv 2 0 0\nf 1 2 3\n")));
        var error = Assert.Throws<InputException>(() => new PathfindingKernel().Plan(Encoding.UTF8.GetBytes(json), files));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Triangles_without_area_are_left_out()
    {
        var (with, _) = NavigationOf.Document("""{"mesh":"m.obj"}""", Encoding.ASCII.GetBytes(Floor + "v 5 0 5\nf 5 5 5\nf 1 3 3\n"));
        var (without, _) = NavigationOf.Document("""{"mesh":"m.obj"}""", Encoding.ASCII.GetBytes(Floor));
        Assert.Equal(without.Corners, with.Corners);
    }

    [Fact]
    public void Slices_that_a_stranger_makes_up_are_refused()
    {
        var plan = NavigationOf.Plan("""{"mesh":"m.obj","cell_size":0.5,"tile_size":16,"queries":[{"start":[1,0,1],"goal":[30,0,20]}]}""", SampleKeep.Obj());
        SliceInputFuzzer.Fuzz(new PathfindingKernel(), plan, 600);
    }

    [Fact]
    public void Too_few_units_are_an_outcome()
    {
        var plan = NavigationOf.Plan("""{"mesh":"m.obj","cell_size":0.5}""", SampleKeep.Obj());
        using var output = new SliceOutputStream();
        var executed = SliceExecutor.Execute(new PathfindingKernel(), Prepare(plan, plan.Slices[0] with { MaxUnits = plan.Slices[0].MaxUnits - 1 }, [], output), output);
        Assert.Equal(SliceOutcome.OutOfUnits, executed.Trailer.Outcome);
    }

    [Fact]
    public void A_cancelled_slice_ends()
    {
        var plan = NavigationOf.Plan("""{"mesh":"m.obj","cell_size":0.5}""", SampleKeep.Obj());
        using var output = new SliceOutputStream();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var slice = new SliceExecution { Input = plan.Slices[0].Input, Blobs = [.. plan.Slices[0].Blobs.Select(b => new SliceData(b, plan.Blobs[b]))], Output = output, MaxUnits = long.MaxValue, Cancellation = stop.Token };
        Assert.Equal(ErrorCode.Cancelled, SliceExecutor.Execute(new PathfindingKernel(), slice, output).Failure!.Code);
    }

    [Fact]
    public void Merging_refuses_answers_that_can_not_be()
    {
        var kernel = new PathfindingKernel();
        var plan = NavigationOf.Plan("""{"mesh":"m.obj","cell_size":0.5,"queries":[{"start":[2,0,2],"goal":[30,0,3]}]}""", SampleKeep.Obj());
        var outputs = new List<byte[]>();
        foreach (var slice in plan.Slices) outputs.Add(Execute(kernel, plan, slice, slice.DependsOn.Select(d => outputs[d]).ToList()).Answer);
        var results = plan.Slices.Select((s, i) => new SliceResult(i, default, outputs[i])).Where(r => plan.Slices[r.Slice].Deliver).ToList();
        kernel.Merge(plan, results, Stream.Null);
        for (var position = 0; position < outputs[^1].Length; position++)
        {
            // Heights are for show; all else of an answer is checked.
            if (position >= 13 && (position - 13) % 12 is >= 4 and < 8) continue;
            var wrong = outputs[^1].ToArray();
            wrong[position] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => kernel.Merge(plan, [results[0], results[1] with { Answer = wrong }], Stream.Null));
        }

        Assert.Throws<InvalidDataException>(() => kernel.Merge(plan, [results[1], results[1]], Stream.Null));
        Assert.Throws<InvalidDataException>(() => kernel.Merge(plan, [results[0]], Stream.Null));
    }

    private static (ExecutionFailure? Failure, byte[] Answer) Execute(PathfindingKernel kernel, TaskPlan plan, PlannedSlice slice, List<byte[]> dependencies)
    {
        using var output = new SliceOutputStream();
        var executed = SliceExecutor.Execute(kernel, Prepare(plan, slice, dependencies, output), output);
        return (executed.Failure, executed.Failure is null ? output.Memory[..^OutputTrailer.Size].ToArray() : []);
    }

    private static SliceExecution Prepare(TaskPlan plan, PlannedSlice slice, List<byte[]> dependencies, SliceOutputStream output) => new()
    {
        Input = slice.Input,
        Blobs = [.. slice.Blobs.Select(b => new SliceData(b, plan.Blobs[b]))],
        Dependencies = [.. dependencies.Select(d => new SliceData(Sha256Hash.Of(d), d))],
        Output = output,
        MaxUnits = slice.MaxUnits,
    };
}
