using P2C2R.Cli.Processes;
using P2C2R.Client;
using P2C2R.Coordinator.Sqlite;
using P2C2R.Protocol;

namespace P2C2R.Tests.EndToEnd;

/// <summary>kill -9 under load: nothing that was acknowledged is lost, nothing is paid or delivered twice.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class KillTests
{
    private const int Kills = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_processes_are_killed()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var grid = await TestGrid.StartAsync(3, stop);
        var gamers = new KilledGamers(grid);
        await using (var client = await grid.ConnectAsync("load", stop))
        {
            var load = new LoadClient(client);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var running = load.RunAsync(enough.Token);
            for (var kill = 0; kill < Kills; kill++)
            {
                await load.WaitForResultsAsync(5, Patience, stop);
                await KillAsync(grid, gamers, kill, stop);
            }

            await load.WaitForResultsAsync(5, Patience, stop);
            await enough.CancelAsync();
            await FinishAsync(running, client, load, grid, stop);
            await AssertAllDoneAsync(client, load, stop);
        }

        await gamers.AssertNothingLostAsync(stop);
        var status = await grid.Processes.StatusAsync(stop);
        Assert.True(LedgerSums.AreBalanced(status));
        Assert.Equal(0, (long)status["tasks"]!["active"]!);
        await grid.Coordinator.KillAsync();
        LedgerAudit.Check(grid.Processes.Database);
        AssertEndedOnce(grid.Processes.Database);
    }

    private static async Task FinishAsync(Task running, GridClient client, LoadClient load, TestGrid grid, CancellationToken stop)
    {
        if (await Task.WhenAny(running, Task.Delay(Patience, stop)) == running)
        {
            await running;
            return;
        }

        // Say what is stuck, and where; the folder is gone afterwards.
        var stuck = load.Acknowledged.Keys.Except(load.Delivered.Keys).Order().ToList();
        foreach (var id in stuck) TestContext.Current.SendDiagnosticMessage("{0}", await client.GetTaskAsync(id, stop));
        var lines = grid.Coordinator.Lines.Where(l => stuck.Any(id => l.Contains($"{id} ", StringComparison.Ordinal)));
        Assert.Fail($"no end within {Patience.TotalSeconds} s: {string.Join(", ", stuck)}\n{await grid.Processes.StatusAsync(stop)}\n{string.Join('\n', lines)}\n{grid.Coordinator.LastWords()}");
    }

    private static async Task KillAsync(TestGrid grid, KilledGamers gamers, int kill, CancellationToken stop)
    {
        switch (kill % 3)
        {
            case 0:
                await grid.Coordinator.KillAsync();
                grid.Coordinator = await grid.Processes.StartCoordinatorAsync(stop);
                break;
            case 1:
                var victim = $"peer_{1 + (kill / 3 % 3)}";
                await grid.Peers[victim].KillAsync();
                grid.Peers[victim] = grid.Processes.StartPeer(victim);
                break;
            default:
                await gamers.SubmitAndKillAsync(stop);
                break;
        }
    }

    private static async Task AssertAllDoneAsync(GridClient client, LoadClient load, CancellationToken stop)
    {
        Assert.NotEmpty(load.Acknowledged);
        Assert.All(load.Delivered, static d => Assert.Equal(1, d.Value));
        foreach (var (id, document) in load.Acknowledged)
        {
            Assert.Equal(TaskState.Done, (await client.GetTaskAsync(id, stop)).State);
            using var again = await (await client.ResumeAsync(id, Kinds.NoOperation, document, cancellation: stop)).WaitAsync(stop);
            using var local = await LocalTask.RunAsync(Kinds.NoOperation, document, threads: 3, cancellation: stop);
            Assert.Equal((local.OutputHash, local.WorkUnits), (again.OutputHash, again.WorkUnits));
        }
    }

    private static void AssertEndedOnce(string database)
    {
        using var db = new SqliteConnection(database, readOnly: true);
        Assert.Equal(0, db.QueryInt64("SELECT count(*) FROM tasks WHERE state <> 2"));
        Assert.Equal(db.QueryInt64("SELECT count(*) FROM tasks"), db.QueryInt64("SELECT accepted FROM totals"));
        Assert.Equal(db.QueryInt64("SELECT count(*) FROM tasks"), db.QueryInt64("SELECT done FROM totals"));
    }

    /// <summary>Gamer programs that are killed when their task is acknowledged, and come back for it.</summary>
    private sealed class KilledGamers(TestGrid grid)
    {
        private readonly List<(string Id, string Input)> _acknowledged = [];

        public async Task SubmitAndKillAsync(CancellationToken stop)
        {
            var id = $"killed-{_acknowledged.Count}";
            var input = grid.Write($"{id}.json", $$"""{"slices": 2, "units": 500, "spin_ms": 200, "payload": "{{id}}"}""");
            var program = grid.Processes.StartGamer("mortal", "submit", "no_operation", "--input", input, "--out", Path.Combine(grid.Folder, id), "--id", id);
            await program.WaitForLineAsync(static l => l.StartsWith("computing", StringComparison.Ordinal), Patience, 0, stop);
            await program.KillAsync();
            _acknowledged.Add((id, input));
        }

        public async Task AssertNothingLostAsync(CancellationToken stop)
        {
            Assert.NotEmpty(_acknowledged);
            foreach (var (id, input) in _acknowledged)
            {
                var run = await grid.RunAsync("mortal", "result", id, "--out", Path.Combine(grid.Folder, id), "--json");
                Assert.True(run.ExitCode == 0, run.Errors);
                using var local = await LocalTask.RunAsync("no_operation", await File.ReadAllBytesAsync(input, stop), cancellation: stop);
                Assert.Equal(local.OutputHash.ToString(), (string?)run.Json["output_sha256"]);
            }
        }
    }
}
