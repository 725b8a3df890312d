using System.Diagnostics;
using P2C2R.Client;
using P2C2R.Kernels.Images;
using P2C2R.Protocol;
using P2C2R.Tests.Coordinator.Server;

namespace P2C2R.Tests.EndToEnd;

/// <summary>The picture that fills in, over real processes and sockets.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class PreviewTests(PreviewTests.Grid grid) : IClassFixture<PreviewTests.Grid>
{
    // Minutes of work on any machine, and a picture after some seconds.
    private const string Long = """{"scene":"room.glb","width":512,"height":512,"tile_size":16,"samples":256,"bounces":4}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("run")]
    [InlineData("submit")]
    public async Task The_picture_is_there_while_the_task_is_computed_and_stays_when_it_is_cancelled(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are Unix's");
        var folder = Path.Combine(grid.Real.Folder, $"out-{command}");
        var preview = Path.Combine(folder, "preview.png");
        string[] options = command == "run" ? [] : grid.Real.Processes.GamerOptions("alice");
        PngImage? seen = null;
        var run = await ProgramRun.ToEndAsync("", [command, .. options, Kinds.Reflections, "--input", grid.Write(Long), "--out", folder, "--json"], process =>
        {
            seen = Read(preview);
            Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        }, "see ");
        Assert.True(run.ExitCode == 130, $"{run.ExitCode}: {run.Errors}");
        Assert.Contains($", see {preview}", run.Errors, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
        Assert.Equal((512, 512), (seen!.Width, seen.Height));
        Assert.Equal([preview], Directory.GetFiles(folder));
        Assert.Equal(512, Read(preview).Width);
    }

    [Fact]
    public async Task The_result_takes_the_place_of_the_picture()
    {
        var folder = Directory.CreateDirectory(Path.Combine(grid.Real.Folder, "out-again")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "preview.png"), "of an earlier task", Stop);
        var input = grid.Write("""{"scene":"room.glb","width":16,"height":16,"samples":1}""");
        Assert.Equal(0, (await ProgramRun.ToEndAsync("run", Kinds.Reflections, "--input", input, "--out", folder)).ExitCode);
        Assert.Equal(["output.bin", "picture.exr", "picture.hdr", "picture.png"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_task_of_hundreds_of_slices_is_seen_by_its_gamer_before_it_ends_and_by_nobody_else()
    {
        const string Id = "filling-in";
        var document = await File.ReadAllBytesAsync(grid.Write("""{"scene":"room.glb","width":96,"height":64,"tile_size":8,"samples":48}"""), Stop);
        var files = new FolderFiles(grid.Real.Folder);
        var shown = new List<TaskPreview>();
        var first = new TaskCompletionSource();
        void Show(TaskPreview preview)
        {
            shown.Add(preview);
            first.TrySetResult();
        }

        await using var gamer = await grid.Real.ConnectAsync("alice", Stop);
        var task = gamer.RunAsync(Kinds.Reflections, document, files, new TaskOptions { Id = Id }, previews: new TaskPreviews(Show) { Interval = TimeSpan.FromMilliseconds(20) }, cancellation: Stop);
        await first.Task.WaitAsync(TimeSpan.FromSeconds(60), Stop);
        using var stranger = await TestClient.ConnectAsync(new Uri($"{grid.Real.Processes.Coordinator}/ws"), null);
        await stranger.HelloGamerAsync();
        await stranger.SendAsync(new GetOutputs { Task = Id, Slices = [0, 1, 2] });
        Assert.Equal(ErrorCode.NotFound, (await stranger.ReceiveAsync<ErrorMessage>()).Code);
        using var outcome = await task;
        using var local = await LocalTask.RunAsync(Kinds.Reflections, document, files, cancellation: Stop);
        Assert.True(outcome.Succeeded, outcome.Message);
        Assert.Equal((local.OutputHash, local.WorkUnits), (outcome.OutputHash, outcome.WorkUnits));
        Assert.True(outcome.SliceCount == 288 && shown[0].Slices is > 0 and < 288, $"{shown[0].Slices} of {outcome.SliceCount}");
        Assert.Equal(96, PngReader.Read(shown[0].Png.Span, "preview.png", 4096, Stop).Width);
    }

    private static PngImage Read(string file) => PngReader.Read(File.ReadAllBytes(file), file, 4096);

    /// <summary>One grid for all of them, with the samples' room.</summary>
    public sealed class Grid : IAsyncLifetime
    {
        private int _documents;

        internal TestGrid Real { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Real = await TestGrid.StartAsync(1, TestContext.Current.CancellationToken);
            File.Copy(Path.Combine(RepositoryRoot.Path, "samples", "rt_reflections", "room.glb"), Path.Combine(Real.Folder, "room.glb"));
        }

        public ValueTask DisposeAsync() => Real.DisposeAsync();

        internal string Write(string document) => Real.Write($"room-{++_documents}.json", document);
    }
}
