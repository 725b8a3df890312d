using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Grid;

public sealed class VerificationTests
{
    [Fact]
    public void A_liar_among_three_is_caught_and_not_paid()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        var peers = new[] { bench.Peer(), bench.Peer(), bench.Peer() };
        bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], replicas: 3));
        bench.Finish(peers[0], answer: 9);
        bench.Finish(peers[1]);
        Assert.Empty(bench.Take<Result>(gamer));
        bench.Finish(peers[2]);
        var result = bench.Take<Result>(gamer).Single();
        Assert.Equal((TaskState.Done, 2, 2 * 46_296L), (result.Summary.State, result.Summary.Attempts, result.Summary.Cost.Value));
        Assert.Equal(0, result.Outputs!.Single().Output.Data!.Value.Span[0]);
        Assert.Equal(AttemptState.Disputed, bench.Take<Settled>(peers[0]).Single().Attempts.Single().State);
        Assert.Equal(1, bench.Storage.Accounts[bench.Account(peers[0])].AttemptsDisputed);
        Assert.Single(bench.Events, e => e.Kind == GridEventKind.Disputed);
    }

    [Fact]
    public void A_tie_is_broken_at_the_coordinators_cost()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        var (honest, liar) = (bench.Peer(), bench.Peer());
        bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], replicas: 2));
        bench.Finish(honest);
        bench.Finish(liar, answer: 7);
        Assert.Empty(bench.Take<Result>(gamer));
        var third = bench.Peer();
        var fees = bench.Balance(AccountType.Fees, LedgerKind.Promotional);
        bench.Finish(third);
        Assert.Equal(46_296, bench.Take<Result>(gamer).Single().Summary.Cost.Value);
        Assert.Equal(41_667, bench.Take<Settled>(third).Single().Attempts.Single().Earned.Value);
        Assert.Equal(fees + 4_629 - 41_667, bench.Balance(AccountType.Fees, LedgerKind.Promotional));
    }

    [Fact]
    public void Without_a_budget_a_tie_is_a_dispute()
    {
        var bench = new GridBench(new GridOptions { OperatorCapital = NanoDollars.Zero });
        var gamer = bench.Gamer();
        var peers = new[] { bench.Peer(), bench.Peer(), bench.Peer() };
        bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], replicas: 2));
        bench.Finish(peers[0]);
        bench.Finish(peers[1], answer: 7);
        bench.Finish(peers[2], answer: 7);
        var summary = bench.Take<Result>(gamer).Single().Summary;
        Assert.Equal((ErrorCode.Disputed, 0L), (summary.Error, summary.Cost.Value));
    }

    [Fact]
    public void Peers_that_never_agree_end_in_a_dispute()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        var peers = Enumerable.Range(0, 8).Select(_ => bench.Peer()).ToList();
        bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], replicas: 2));
        for (byte i = 0; i < 8; i++)
        {
            foreach (var peer in peers) bench.Finish(peer, answer: (byte)(100 + peer.Value));
        }
        Assert.Equal(ErrorCode.Disputed, bench.Take<Result>(gamer).Single().Summary.Error);
        Assert.Equal(6, bench.Storage.Attempts.Count);
    }

    [Fact]
    public void Three_peers_that_fail_fail_the_task_with_their_reasons()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        var peers = new[] { bench.Peer(), bench.Peer(), bench.Peer(), bench.Peer() };
        bench.Submit(gamer, "t", GridBench.Slice(1));
        for (var i = 0; i < 3; i++)
        {
            var peer = peers.Single(p => bench.Inbox(p).OfType<Lease>().Any());
            bench.Do(new ReceiveFailure(peer, new AttemptFailed { Attempt = bench.Take<Lease>(peer).Single().Attempt, Code = ErrorCode.WorkerCrashed, Reason = $"reason {i}" }));
        }
        var summary = bench.Take<Result>(gamer).Single().Summary;
        Assert.Equal(ErrorCode.ComputationFailed, summary.Error);
        for (var i = 0; i < 3; i++) Assert.Contains($"reason {i}", summary.Message);
        Assert.All(peers, p => Assert.Equal(0, bench.Balance(AccountType.PeerHeld, LedgerKind.Promotional, bench.Account(p).Value)));
    }

    [Fact]
    public void Failures_are_remembered_over_a_restart()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        var first = bench.Peer();
        var token = bench.LastToken;
        bench.Submit(gamer, "t", GridBench.Slice(1));
        bench.Do(new ReceiveFailure(first, new AttemptFailed { Attempt = bench.Take<Lease>(first).Single().Attempt, Code = ErrorCode.WorkerCrashed, Reason = "no" }));
        bench.Restart();
        Assert.Empty(bench.Take<Lease>(bench.Peer(token: token)));
        Assert.Single(bench.Take<Lease>(bench.Peer()));
    }

    [Theory]
    [InlineData(1_000_001)]
    [InlineData(-1)]
    public void More_units_than_the_maximum_are_a_failure(long units)
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        var peer = bench.Peer();
        bench.Submit(gamer, "t", GridBench.Slice(1));
        var lease = bench.Take<Lease>(peer).Single();
        bench.Do(new ReceiveOutput(peer, GridBench.Done(lease.Attempt) with { Units = units }));
        Assert.Equal(AttemptState.Failed, bench.Storage.Attempts.Values.Single().State);
    }

    [Fact]
    public void A_big_output_counts_once_its_bytes_are_there_and_are_the_right_ones()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        var (liar, honest) = (bench.Peer(), bench.Peer());
        bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], replicas: 2));
        var (hash, commitment) = (GridBench.Token(900), GridBench.Token(901));
        foreach (var peer in new[] { liar, honest })
        {
            var attempt = bench.Take<Lease>(peer).Single().Attempt;
            bench.Do(new ReceiveOutput(peer, new AttemptDone { Attempt = attempt, Hash = hash, Length = 100_000, Units = 1_000_000, ComputeMs = 1, Commitment = commitment }));
        }
        var asked = bench.Take<UploadRequest>(liar).Single();
        Assert.Equal(hash, asked.Hash);
        var third = bench.Peer();
        bench.Do(new ReceiveUpload(liar, asked.Attempt, hash, 100_000, new OutputTrailer(1_000_000, SliceOutcome.Completed), GridBench.Token(902)));
        Assert.Empty(bench.Take<Result>(gamer));
        Assert.Single(bench.Events, e => e.Kind == GridEventKind.Disputed);

        var replacement = bench.Take<Lease>(third).Single().Attempt;
        bench.Do(new ReceiveOutput(third, new AttemptDone { Attempt = replacement, Hash = hash, Length = 100_000, Units = 1_000_000, ComputeMs = 1, Commitment = commitment }));
        var again = bench.Take<UploadRequest>(honest).Single();
        bench.Do(new ReceiveUpload(honest, again.Attempt, hash, 100_000, new OutputTrailer(1_000_000, SliceOutcome.Completed), commitment));
        var output = bench.Take<Result>(gamer).Single().Outputs!.Single().Output;
        Assert.Equal((hash, 100_000L, true), (output.Hash, output.Length, output.Data is null));
    }

    [Fact]
    public void A_peer_that_does_not_upload_is_passed_over()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        var peers = new[] { bench.Peer(), bench.Peer() };
        bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], replicas: 2));
        foreach (var peer in peers)
        {
            var attempt = bench.Take<Lease>(peer).Single().Attempt;
            bench.Do(new ReceiveOutput(peer, new AttemptDone { Attempt = attempt, Hash = GridBench.Token(900), Length = 100_000, Units = 1, ComputeMs = 1, Commitment = GridBench.Token(901) }));
        }
        Assert.Single(bench.Take<UploadRequest>(peers[0]));
        bench.Wait(60 * GridBench.Second);
        var request = bench.Take<UploadRequest>(peers[1]).Single();
        bench.Do(new ReceiveUpload(peers[1], request.Attempt, GridBench.Token(900), 100_000, new OutputTrailer(1, SliceOutcome.Completed), GridBench.Token(901)));
        Assert.Equal(TaskState.Done, bench.Take<Result>(gamer).Single().Summary.State);
    }

    [Fact]
    public void Attempts_of_others_and_of_nobody_look_the_same()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        var (peer, other) = (bench.Peer(), bench.Peer());
        bench.Submit(gamer, "t", GridBench.Slice(1));
        var lease = bench.Inbox(peer).Concat(bench.Inbox(other)).OfType<Lease>().Single();
        var stranger = bench.Inbox(peer).OfType<Lease>().Any() ? other : peer;
        bench.Finish(stranger, lease.Attempt);
        bench.Finish(stranger, new AttemptId(1, 999));
        Assert.Equal([lease.Attempt, new AttemptId(1, 999)], bench.Take<CancelAttempt>(stranger).Select(c => c.Attempt));
        Assert.Empty(bench.Take<Result>(gamer));
    }
}
