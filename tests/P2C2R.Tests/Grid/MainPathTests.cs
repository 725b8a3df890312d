using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Grid;

public sealed class MainPathTests
{
    [Fact]
    public void A_task_goes_the_whole_way()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer(out var account);
        var peer = bench.Peer();
        bench.Submit(gamer, "t", GridBench.Slice(1));
        Assert.Equal(["t"], bench.Take<Accepted>(gamer).Single().Tasks.Select(t => t.Task));
        bench.Finish(peer);

        var result = bench.Take<Result>(gamer).Single();
        Assert.Equal(TaskState.Done, result.Summary.State);
        Assert.Equal(46_296, result.Summary.Cost.Value);
        Assert.Single(result.Outputs!);
        var settled = bench.Take<Settled>(peer).Single().Attempts.Single();
        Assert.Equal(41_667, settled.Earned.Value);
        Assert.Equal(NanoDollars.PerDollar - 46_296, bench.Balance(AccountType.Gamer, LedgerKind.Promotional, account.Value));
        Assert.Equal(TaskState.Done, bench.Storage.Tasks[1].State);
        Assert.Equal(0, bench.Storage.Tasks[1].Escrow.Value);
        bench.Restart();
    }
}
