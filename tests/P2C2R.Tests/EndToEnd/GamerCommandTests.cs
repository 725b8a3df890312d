using System.Diagnostics;
using System.Text.Json.Nodes;

namespace P2C2R.Tests.EndToEnd;

/// <summary>The gamer's commands as scripts use them: real processes, files, exit codes.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class GamerCommandTests(GamerCommandTests.Grid grid) : IClassFixture<GamerCommandTests.Grid>
{
    private const string Kind = "no_operation";

    [Theory]
    [InlineData("ai_pathfinding", "halls.json")]
    [InlineData("ai_pathfinding", "halls_prepared.json")]
    [InlineData("ai_pathfinding", "crowd.json")]
    [InlineData("ai_procedural_generation", "terrain.json")]
    [InlineData("ai_procedural_generation", "coast.json")]
    [InlineData("rt_global_illumination", "lightmap.json")]
    [InlineData("physics_rigid_body", "wrecking_ball.json")]
    [InlineData("physics_destruction", "chip.json")]
    [InlineData("no_operation", "chain.json")]
    [InlineData("no_operation", "big_output.json")]
    public async Task Submit_and_run_give_the_same_bytes_and_units(string kind, string sample)
    {
        var input = Path.Combine(RepositoryRoot.Path, "samples", kind, sample);
        var (far, near) = (grid.NewFolder(), grid.NewFolder());
        var submitted = await grid.Real.RunAsync("alice", "submit", kind, "--input", input, "--out", far, "--json");
        var local = await ProgramRun.ToEndAsync("run", kind, "--input", input, "--out", near, "--threads", "1", "--json");
        Assert.Equal((0, 0), (submitted.ExitCode, local.ExitCode));
        foreach (var name in (string[])["output_sha256", "work_units"]) Assert.Equal(local.Json[name]!.ToString(), submitted.Json[name]!.ToString());
        foreach (var file in Directory.GetFiles(near)) Assert.Equal(await ReadAsync(file), await ReadAsync(Path.Combine(far, Path.GetFileName(file))));
        Assert.Equal(local.Json["figures"]!.ToJsonString(), submitted.Json["figures"]!.ToJsonString());
        Assert.True(long.Parse((string)submitted.Json["cost_nano_dollars"]!) > 0);
    }

    [Fact]
    public async Task Big_outputs_cost_what_moving_them_costs()
    {
        var run = await SubmitAsync("""{"slices": 2, "units": 100, "payload": "moved", "output_bytes": 3000000}""", "--out", grid.NewFolder(), "--json");
        const long Bytes = 2 * 2 * (32 + 3_000_000 + 9);
        Assert.Equal(Bytes, (long)run.Json["data_bytes"]!);
        Assert.Equal(Bytes * 1_000_000 >> 30, Amount(run.Json, "data_cost_nano_dollars"));
        Assert.True(Amount(run.Json, "cost_nano_dollars") > Amount(run.Json, "data_cost_nano_dollars"));
    }

    [Fact]
    public async Task A_run_says_how_long_its_queries_and_its_preparation_took()
    {
        var input = Path.Combine(RepositoryRoot.Path, "samples", "ai_pathfinding", "halls_prepared.json");
        var run = (await ProgramRun.ToEndAsync("run", "ai_pathfinding", "--input", input, "--threads", "1", "--json")).Json;
        Assert.Null(run["files"]);
        Assert.Equal((60, 0), ((int)run["queries"]!, (int)run["mismatches"]!));
        Assert.All((string[])["mean_us", "p99_us", "preprocess_ms", "work_units"], name => Assert.True((double)run[name]! > 0, name));
        Assert.True((double)run["mean_us"]! <= (double)run["p99_us"]! * 60);
        Assert.Null(run["figures"]!["mean_us"]);
    }

    [Fact]
    public async Task Progress_goes_to_stderr_and_nothing_but_the_summary_to_stdout()
    {
        var run = await SubmitAsync("""{"slices": 2, "units": 100, "payload": "plain"}""", "--out", grid.NewFolder());
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("no_operation/1: done", run.Output, StringComparison.Ordinal);
        Assert.Contains("computing", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output + run.Errors);
    }

    [Theory]
    [InlineData(2, """{"slices": 0}""")]
    [InlineData(2, "not json")]
    [InlineData(4, """{"slices": 1, "units": 1000000, "payload": "dear"}""", "--max-price", "0.000000001")]
    [InlineData(5, """{"slices": 1, "units": 1, "payload": "t", "fail": "throw"}""")]
    [InlineData(5, """{"slices": 1, "units": 1, "payload": "c", "crash": true}""")]
    [InlineData(6, """{"slices": 1, "units": 1, "payload": "s", "spin_ms": 60000}""", "--deadline", "300ms")]
    public async Task The_exit_code_says_what_became_of_it(int code, string document, params string[] more)
    {
        var run = await SubmitAsync(document, ["--out", grid.NewFolder(), .. more]);
        Assert.True(code == run.ExitCode, $"{run.ExitCode}: {run.Errors}");
        Assert.Contains("p2c2r: ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_content_under_the_same_id_is_refused_and_the_same_content_is_the_same_task()
    {
        const string document = """{"slices": 1, "units": 7, "payload": "same id"}""";
        var first = await SubmitAsync(document, "--out", grid.NewFolder(), "--id", "reused", "--json");
        var same = await SubmitAsync(document, "--out", grid.NewFolder(), "--id", "reused", "--json");
        var other = await SubmitAsync("""{"slices": 2, "units": 7, "payload": "other"}""", "--out", grid.NewFolder(), "--id", "reused");
        Assert.Equal((0, 0, 4), (first.ExitCode, same.ExitCode, other.ExitCode));
        Assert.Equal((string?)first.Json["output_sha256"], (string?)same.Json["output_sha256"]);
        Assert.Contains("task_id_reused", other.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_3_unless_this_machine_may_compute()
    {
        var input = grid.Real.Write("nobody.json", """{"slices": 1}""");
        string[] line = ["submit", Kind, "--input", input, "--out", grid.NewFolder(), "--coordinator", "ws://127.0.0.1:1", "--state", grid.NewFolder()];
        Assert.Equal(3, (await ProgramRun.ToEndAsync(line)).ExitCode);
        Assert.Equal(0, (await ProgramRun.ToEndAsync([.. line, "--local-fallback"])).ExitCode);
    }

    [Fact]
    public async Task Ctrl_C_cancels_the_task()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are Unix's");
        var input = grid.Real.Write("long.json", """{"slices": 1, "units": 9, "payload": "ctrl-c", "spin_ms": 60000}""");
        string[] line = ["submit", .. grid.Real.Processes.GamerOptions("alice"), Kind, "--input", input, "--out", grid.NewFolder(), "--id", "interrupted"];
        var run = await ProgramRun.ToEndAsync("", line, static process => Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit());
        Assert.True(run.ExitCode == 130, $"{run.ExitCode}: {run.Errors}");
        var cancelled = (await grid.Real.RunAsync("alice", "tasks", "--json", "--count", "1000")).Json.AsArray().Single(static t => (string)t!["task"]! == "interrupted");
        Assert.Equal("cancelled", (string)cancelled!["state"]!);
    }

    [Fact]
    public async Task A_detached_task_is_listed_cancelled_and_fetched_later()
    {
        var quick = await SubmitAsync("""{"slices": 3, "units": 11, "payload": "later"}""", "--id", "later", "--detach");
        var slow = await SubmitAsync("""{"slices": 1, "units": 1, "payload": "never", "spin_ms": 60000}""", "--id", "never", "--detach");
        Assert.Equal((0, 0), (quick.ExitCode, slow.ExitCode));
        Assert.Equal("later", quick.Output.Trim());
        Assert.Equal(0, (await grid.Real.RunAsync("alice", "cancel", "never")).ExitCode);
        Assert.Equal(0, (await grid.Real.RunAsync("alice", "cancel", "never")).ExitCode); // it is cancelled, however often it is said
        var folder = grid.NewFolder();
        var result = await grid.Real.RunAsync("alice", "result", "later", "--out", folder, "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(33, (long)result.Json["work_units"]!);
        var listed = await grid.Real.RunAsync("alice", "tasks");
        Assert.Contains("cancelled", listed.Output, StringComparison.Ordinal);
        Assert.Equal(130, (await grid.Real.RunAsync("alice", "result", "never", "--out", folder)).ExitCode);
        Assert.Equal(4, (await grid.Real.RunAsync("alice", "result", "unknown", "--out", folder)).ExitCode);
        Assert.Equal(4, (await grid.Real.RunAsync("alice", "cancel", "unknown")).ExitCode);
        Assert.Equal(4, (await grid.Real.RunAsync("mallory", "result", "later", "--out", folder, "--input", Path.Combine(grid.Real.Folder, "any.json"))).ExitCode);
    }

    [Fact]
    public async Task The_account_has_what_was_not_spent()
    {
        var before = (await grid.Real.RunAsync("bob", "account", "--json")).Json;
        var input = grid.Real.Write("account.json", """{"slices": 4, "units": 1000000, "payload": "account"}""");
        var run = await grid.Real.RunAsync("bob", "submit", Kind, "--input", input, "--out", grid.NewFolder(), "--json");
        var after = (await grid.Real.RunAsync("bob", "account", "--json")).Json;
        var cost = long.Parse((string)run.Json["cost_nano_dollars"]!);
        Assert.True(cost > 0);
        Assert.Equal(cost, Amount(before, "promotional_nano_dollars") - Amount(after, "promotional_nano_dollars"));
        Assert.Equal(cost, Amount(after, "spent_nano_dollars"));
        Assert.Equal(1, (long)after["tasks_completed"]!);
    }

    [Fact]
    public async Task The_menu_works_over_a_pipe()
    {
        string[] line = ["gamer", .. grid.Real.Processes.GamerOptions("carol"), "--out", grid.NewFolder()];
        var run = await ProgramRun.ToEndAsync("v\n2\nx\nq\n", line, null);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("state_validation: kind_not_available", run.Output, StringComparison.Ordinal);
        Assert.Contains("'x' is not in the menu", run.Output, StringComparison.Ordinal);
        Assert.Contains("ai_pathfinding: halls.json", run.Output, StringComparison.Ordinal);
        var samples = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "samples", "ai_pathfinding"), "*.json").Length;
        Assert.Contains($"tasks completed        {samples} of {samples} submitted", run.Output, StringComparison.Ordinal);
        Assert.Contains("assumption: $2.00 per hour", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    private static long Amount(JsonNode json, string name) => long.Parse((string)json[name]!);

    private static Task<byte[]> ReadAsync(string file) => File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

    private Task<ProgramRun> SubmitAsync(string document, params string[] more) =>
        grid.Real.RunAsync("alice", "submit", [Kind, "--input", grid.Real.Write($"{Guid.NewGuid():N}.json", document), .. more]);

    /// <summary>One grid for all of them.</summary>
    public sealed class Grid : IAsyncLifetime
    {
        private int _folders;

        internal TestGrid Real { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Real = await TestGrid.StartAsync(3, TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => Real.DisposeAsync();

        internal string NewFolder() => Path.Combine(Real.Folder, $"out-{Interlocked.Increment(ref _folders)}");
    }
}
