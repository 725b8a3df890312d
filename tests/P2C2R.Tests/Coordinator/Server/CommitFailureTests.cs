using P2C2R.Coordinator.Sqlite;
using P2C2R.Protocol;

namespace P2C2R.Tests.Coordinator.Server;

/// <summary>A commit that fails ends the epoch: connections are dropped, the state is built again, and work goes on.</summary>
public sealed class CommitFailureTests
{
    [Fact]
    public async Task After_a_failed_commit_the_coordinator_goes_on_in_a_new_epoch()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var gamer = await test.ConnectAsync();
        var welcome = await gamer.HelloGamerAsync();
        using (var intruder = new SqliteConnection(Path.Combine(test.Folder, "p2c2r_cloud.db")))
        {
            intruder.Execute("BEGIN IMMEDIATE");
            await gamer.SendAsync(TestTasks.Submit("lost"));
            // Nothing was promised: no acceptance comes, the connection ends.
            while (await gamer.ReceiveAsync() is { } message) Assert.IsNotType<Accepted>(message);
        }

        using var back = await test.ConnectAsync();
        var again = await back.HelloGamerAsync(welcome.Token);
        Assert.Equal(welcome.Account, again.Account);
        Assert.True(again.Epoch > welcome.Epoch);
        await back.SendAsync(new GetTask { Task = "lost" });
        Assert.Equal(ErrorCode.NotFound, (await back.ReceiveAsync<ErrorMessage>()).Code);
        await back.SendAsync(TestTasks.Submit("lost"));
        await back.ReceiveAsync<Accepted>();
    }
}
