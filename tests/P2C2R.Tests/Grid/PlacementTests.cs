using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Grid;

public sealed class PlacementTests
{
    [Fact]
    public void The_fastest_idle_peer_gets_it()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        bench.Peer(speed: 900_000);
        var fast = bench.Peer(speed: 3_000_000);
        bench.Peer(speed: 1_000_000);
        bench.Submit(gamer, "t", GridBench.Slice(1));
        Assert.Single(bench.Take<Lease>(fast));
    }

    [Fact]
    public void Work_goes_where_it_is_done_first_as_a_full_search_would_have_it()
    {
        var bench = new GridBench(new GridOptions { PrefetchHorizon = 100 * GridBench.Second });
        var gamer = bench.Gamer();
        double[] speeds = [400_000, 1_000_000, 1_700_000, 2_900_000];
        var peers = speeds.Select(s => bench.Peer(speed: s)).ToList();
        var backlog = new double[speeds.Length];
        for (var i = 0; i < 40; i++)
        {
            var units = 200_000 + (i * 7_919 % 13 * 100_000);
            var expected = Enumerable.Range(0, speeds.Length).MinBy(p => Math.Floor(backlog[p]) + Math.Floor(units / speeds[p] * 1e6));
            backlog[expected] += Math.Floor(units / speeds[expected] * 1e6);
            bench.Submit(gamer, $"t{i}", GridBench.Slice(i, units));
            Assert.Single(bench.Take<Lease>(peers[expected]));
        }
    }

    [Fact]
    public void Speed_is_learned_and_survives_a_restart()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        var boaster = bench.Peer(speed: 50_000_000);
        var token = bench.LastToken;
        bench.Submit(gamer, "t", GridBench.Slice(1));
        bench.Finish(boaster);
        bench.Peer(speed: 1_200_000);
        var modest = bench.LastToken;
        bench.Restart();
        var back = bench.Peer(token: token, speed: 50_000_000);
        var other = bench.Peer(token: modest, speed: 1_200_000);
        var again = bench.Gamer();
        bench.Submit(again, "u", GridBench.Slice(2));
        Assert.Empty(bench.Take<Lease>(back));
        Assert.Single(bench.Take<Lease>(other));
    }

    [Fact]
    public void Requirements_are_met_or_the_task_waits()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        bench.Peer(memory: 1 << 20);
        var named = bench.Peer();
        var gpu = bench.Peer(gpu: true, memory: 8L << 30, slots: 2);
        var bigger = new TaskRequirements { MemoryBytes = 4L << 30, Gpu = true };
        bench.Do(GridBench.Submission(gamer, "gpu", [GridBench.Slice(1)], needs: bigger));
        bench.Do(GridBench.Submission(gamer, "named", [GridBench.Slice(2)], needs: new TaskRequirements { Peers = [bench.Account(named).ToString()] }));
        bench.Do(GridBench.Submission(gamer, "none", [GridBench.Slice(3)], needs: new TaskRequirements { MemoryBytes = 1L << 40 }));
        Assert.Single(bench.Take<Lease>(gpu));
        Assert.Single(bench.Take<Lease>(named));
        Assert.Equal(1, bench.Core.Statistics().LiveTasks - 2);
        var huge = bench.Peer(memory: 2L << 40);
        Assert.Single(bench.Take<Lease>(huge));
    }

    [Fact]
    public void A_peer_that_holds_the_blob_is_preferred()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer(out var account);
        var blob = GridBench.Token(500);
        bench.Storage.AddBlob(account, blob, 50 << 20);
        var peers = new[] { bench.Peer(), bench.Peer() };
        var first = GridBench.Slice(1) with { Blobs = [blob] };
        bench.Do(GridBench.Submission(gamer, "t", [first], data: 50 << 20));
        var holder = peers.Single(p => bench.Inbox(p).OfType<Lease>().Any());
        Assert.Equal((blob, 50L << 20), bench.Inbox(holder).OfType<Lease>().Select(l => (l.Blobs.Single().Hash, l.Blobs.Single().Length)).Single());
        bench.Finish(holder);
        bench.Do(GridBench.Submission(gamer, "u", [GridBench.Slice(2) with { Blobs = [blob] }], data: 50 << 20));
        Assert.Single(bench.Take<Lease>(holder));
        bench.Submit(gamer, "v", GridBench.Slice(3) with { Blobs = [GridBench.Token(501)] });
        Assert.Equal(ErrorCode.BlobMissing, bench.Take<ErrorMessage>(gamer).Single().Code);
    }

    [Fact]
    public void A_draining_peer_gets_nothing_new()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        var peer = bench.Peer();
        bench.Do(new DrainPeer(peer));
        bench.Submit(gamer, "t", GridBench.Slice(1));
        Assert.Empty(bench.Take<Lease>(peer));
    }

    [Fact]
    public void Priority_then_deadline_then_order_within_an_account()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        bench.Do(GridBench.Submission(gamer, "batch", [GridBench.Slice(1)], priority: TaskPriority.Batch));
        bench.Do(GridBench.Submission(gamer, "first", [GridBench.Slice(2)]));
        bench.Do(GridBench.Submission(gamer, "late", [GridBench.Slice(3)], deadlineMs: 60_000));
        bench.Do(GridBench.Submission(gamer, "soon", [GridBench.Slice(4)], deadlineMs: 50_000));
        bench.Do(GridBench.Submission(gamer, "now", [GridBench.Slice(5)], priority: TaskPriority.Interactive));
        var peer = bench.Peer();
        for (var i = 0; i < 5; i++) bench.Finish(peer);
        Assert.Equal(["now", "soon", "late", "first", "batch"], bench.Events.Where(e => e.Kind == GridEventKind.Routed).Select(e => e.Task));
    }

    [Fact]
    public void Accounts_take_turns_by_reference_seconds()
    {
        var bench = new GridBench();
        var (flood, quiet) = (bench.Gamer(out var loud), bench.Gamer(out var other));
        for (var i = 0; i < 40; i++) bench.Do(GridBench.Submission(flood, $"f{i}", [GridBench.Slice(i, 500_000)], deadlineMs: 1_000, priority: TaskPriority.Interactive));
        for (var i = 0; i < 10; i++) bench.Submit(quiet, $"q{i}", GridBench.Slice(100 + i, 1_000_000));
        var peer = bench.Peer();
        for (var i = 0; i < 15; i++)
        {
            var units = bench.Inbox(peer).OfType<Lease>().Single().MaxUnits;
            bench.Finish(peer, units: units);
        }
        var served = bench.Events.Where(e => e.Kind == GridEventKind.Routed).Take(15).ToList();
        Assert.InRange(served.Count(e => e.Gamer == loud), 9, 11);
        Assert.InRange(served.Count(e => e.Gamer == other), 4, 6);
    }

    [Fact]
    public void A_late_attempt_is_hedged_and_both_honest_peers_are_paid()
    {
        var bench = new GridBench(new GridOptions { HedgeFraction = 0.5 });
        var gamer = bench.Gamer();
        var slow = bench.Peer();
        bench.Submit(gamer, "warm", GridBench.Slice(1));
        bench.Finish(slow);
        bench.Submit(gamer, "t", GridBench.Slice(2));
        var original = bench.Take<Lease>(slow).Single();
        var spare = bench.Peer();
        bench.Wait(10 * GridBench.Second);
        bench.Finish(spare);
        Assert.Equal(46_296, bench.Take<Result>(gamer).Last().Summary.Cost.Value);
        Assert.Empty(bench.Take<CancelAttempt>(slow));
        bench.Take<Settled>(slow);
        bench.Finish(slow, original.Attempt);
        Assert.Equal(41_667, bench.Take<Settled>(slow).Single().Attempts.Single().Earned.Value);
        Assert.Equal(1, bench.Core.Statistics().Totals.Hedges);
    }

    [Fact]
    public void Ten_thousand_idle_peers_share_the_work()
    {
        var bench = new GridBench(auditEvery: 0);
        var gamer = bench.Gamer();
        var peers = Enumerable.Range(0, 10_000).Select(_ => bench.Peer()).ToList();
        bench.Do([.. Enumerable.Range(0, 2_000).Select(i => GridBench.Submission(gamer, $"t{i}", [GridBench.Slice(i, 10_000)]))]);
        Assert.Equal(2_000, peers.Sum(p => bench.Inbox(p).OfType<Lease>().Count()));
        Assert.Empty(bench.Core.Audit());
    }
}
