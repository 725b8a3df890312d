using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Grid;

public sealed class RecallTests
{
    private readonly GridBench _bench = new();

    [Fact]
    public void The_one_who_paid_gets_an_unreplicated_result_again_and_nobody_else_does()
    {
        var (gamer, other) = (_bench.Gamer(), _bench.Gamer());
        var peer = _bench.Peer();
        _bench.Submit(gamer, "a", GridBench.Slice(1));
        _bench.Finish(peer);
        _bench.Submit(gamer, "b", GridBench.Slice(1));
        var summary = _bench.Take<Result>(gamer)[^1].Summary;
        Assert.Equal((TaskState.Done, 1, 0L), (summary.State, summary.Cached, summary.Cost.Value));
        _bench.Submit(other, "c", GridBench.Slice(1));
        Assert.Empty(_bench.Take<Result>(other));
        _bench.Finish(peer);
        Assert.Equal(46_296, _bench.Take<Result>(other).Single().Summary.Cost.Value);
    }

    [Fact]
    public void A_replicated_result_answers_anybody_who_asks_for_no_more()
    {
        var (gamer, other) = (_bench.Gamer(), _bench.Gamer());
        var peers = new[] { _bench.Peer(), _bench.Peer(), _bench.Peer() };
        _bench.Do(GridBench.Submission(gamer, "a", [GridBench.Slice(1)], replicas: 2));
        foreach (var peer in peers) _bench.Finish(peer);
        _bench.Submit(other, "b", GridBench.Slice(1));
        _bench.Do(GridBench.Submission(other, "c", [GridBench.Slice(1)], replicas: 2));
        Assert.Equal(2, _bench.Take<Result>(other).Count);
        _bench.Do(GridBench.Submission(other, "d", [GridBench.Slice(1)], replicas: 3));
        Assert.Empty(_bench.Take<Result>(other));
        foreach (var peer in peers) _bench.Finish(peer);
        Assert.Equal(3, _bench.Take<Result>(other).Single().Summary.Attempts);
    }

    [Fact]
    public void The_cache_forgets_after_its_retention()
    {
        var gamer = _bench.Gamer();
        var peer = _bench.Peer();
        _bench.Submit(gamer, "a", GridBench.Slice(1));
        _bench.Finish(peer);
        _bench.Wait(24 * 3600 * GridBench.Second);
        _bench.Submit(gamer, "b", GridBench.Slice(1));
        Assert.Single(_bench.Take<Lease>(peer));
    }

    [Fact]
    public void Identical_slices_in_flight_are_computed_once_and_the_first_pays()
    {
        var (gamer, other) = (_bench.Gamer(), _bench.Gamer());
        _bench.Submit(gamer, "a", GridBench.Slice(1), GridBench.Slice(1));
        _bench.Submit(other, "b", GridBench.Slice(1));
        var peer = _bench.Peer();
        _bench.Finish(peer);
        var (paid, free) = (_bench.Take<Result>(gamer).Single().Summary, _bench.Take<Result>(other).Single().Summary);
        Assert.Equal((46_296L, 1, 1), (paid.Cost.Value, paid.Attempts, paid.Cached));
        Assert.Equal((0L, 0, 1), (free.Cost.Value, free.Attempts, free.Cached));
        Assert.Single(_bench.Storage.Attempts);
    }

    [Fact]
    public void When_the_payer_cancels_the_next_one_pays()
    {
        var (gamer, other) = (_bench.Gamer(), _bench.Gamer());
        var peer = _bench.Peer();
        _bench.Submit(gamer, "a", GridBench.Slice(1));
        _bench.Submit(other, "b", GridBench.Slice(1));
        _bench.Do(new EndTask(gamer, "a"));
        Assert.Equal((TaskState.Cancelled, 0L), (_bench.Storage.Tasks[1].State, _bench.Storage.Tasks[1].Cost.Value));
        Assert.Empty(_bench.Take<CancelAttempt>(peer));
        _bench.Finish(peer);
        Assert.Equal(46_296, _bench.Take<Result>(other).Single().Summary.Cost.Value);
    }

    [Fact]
    public void The_higher_replication_rules_and_each_pays_what_he_asked_for()
    {
        var (one, three) = (_bench.Gamer(), _bench.Gamer());
        _bench.Submit(one, "a", GridBench.Slice(1));
        _bench.Do(GridBench.Submission(three, "b", [GridBench.Slice(1)], replicas: 3));
        var peers = new[] { _bench.Peer(), _bench.Peer(), _bench.Peer() };
        foreach (var peer in peers) _bench.Finish(peer);
        Assert.Equal(46_296, _bench.Take<Result>(one).Single().Summary.Cost.Value);
        Assert.Equal(2 * 46_296, _bench.Take<Result>(three).Single().Summary.Cost.Value);
    }

    [Fact]
    public void When_nobody_is_left_the_computation_is_cancelled()
    {
        var gamer = _bench.Gamer();
        var peer = _bench.Peer();
        _bench.Submit(gamer, "a", GridBench.Slice(1));
        var lease = _bench.Take<Lease>(peer).Single();
        _bench.Do(new EndTask(gamer, "a"));
        Assert.Equal(lease.Attempt, _bench.Take<CancelAttempt>(peer).Single().Attempt);
        _bench.Finish(peer, lease.Attempt);
        Assert.Equal(AttemptState.Cancelled, _bench.Storage.Attempts.Values.Single().State);
        Assert.Equal(0, _bench.Balance(AccountType.PeerHeld, LedgerKind.Promotional, _bench.Account(peer).Value));
    }

    [Fact]
    public void With_the_cache_off_everything_is_computed_again()
    {
        var bench = new GridBench(new GridOptions { CacheRetention = 0 });
        var gamer = bench.Gamer();
        var peer = bench.Peer();
        for (var i = 0; i < 3; i++)
        {
            bench.Submit(gamer, $"t{i}", GridBench.Slice(1));
            bench.Finish(peer);
        }
        Assert.Equal(3, bench.Storage.Attempts.Count);
    }
}
