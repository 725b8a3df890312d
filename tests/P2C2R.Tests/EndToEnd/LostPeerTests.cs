using System.Text;
using P2C2R.Cli.Processes;
using P2C2R.Client;
using P2C2R.Protocol;

namespace P2C2R.Tests.EndToEnd;

/// <summary>A chain of slices whose only peer dies in the middle of it.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class LostPeerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Each slice takes the better part of a second: long enough to be caught at it.</summary>
    private const string Simulation = """
        {"steps":2800,"slice_steps":700,"record_every":200,"sleeping":false,
         "shapes":{"gem":{"type":"hull","points":[[0.4,0,0],[-0.4,0.1,0],[0,0.4,0.1],[0,-0.4,0],[0.1,0,0.4],[0,0.1,-0.4]]}},
         "bodies":[{"kind":"static","shape":{"type":"box","half":[40,1,40]},"position":[0,-1,0]},
          {"name":"box","shape":{"type":"box","half":[0.4,0.3,0.3]},"position":[-4,0.4,-4],"grid":{"count":[8,2,8],"spacing":[1,0.8,1]}},
          {"name":"gem","shape":"gem","position":[-4,2.2,-4],"grid":{"count":[8,2,8],"spacing":[1,1,1]}}]}
        """;

    [Fact]
    public async Task A_chain_that_loses_its_peer_in_the_middle_ends_with_the_same_bytes()
    {
        var stop = TestContext.Current.CancellationToken;
        var document = Encoding.UTF8.GetBytes(Simulation);
        await using var grid = await TestGrid.StartAsync(1, stop);
        await using var client = await grid.ConnectAsync("gamer", stop);
        var running = client.RunAsync(Kinds.RigidBody, document, cancellation: stop);

        // One slice is done, or on a slow day two, and the peer is at the next.
        await LocalGrid.WaitAsync("a slice in the middle is being computed", async () =>
        {
            var status = await grid.Processes.StatusAsync(stop);
            return StatusNumber.Of(status, "attempts_paid") is 1 or 2 && StatusNumber.Of(status, "busy_slots") == 1;
        }, Patience, stop);
        await grid.Peers["peer_1"].KillAsync();
        var second = grid.Processes.StartPeer("peer_2");
        using var outcome = await running.WaitAsync(Patience, stop);
        Assert.True(outcome.Succeeded, outcome.Message);
        using var local = await LocalTask.RunAsync(Kinds.RigidBody, document, cancellation: stop);
        Assert.Equal((local.OutputHash, local.WorkUnits), (outcome.OutputHash, outcome.WorkUnits));

        // What the lost peer had done counts, and what it had begun was computed again: all slices were done once.
        Assert.Equal(4, grid.Peers["peer_1"].Lines.Count(IsDone) + second.Lines.Count(IsDone));
        Assert.Equal(1, StatusNumber.Of(await grid.Processes.StatusAsync(stop), "failovers"));
    }

    private static bool IsDone(string line) => line.Contains("\"event\":\"done\"", StringComparison.Ordinal);
}
