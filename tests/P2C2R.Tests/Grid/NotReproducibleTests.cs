using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Grid;

/// <summary>Kernels whose outputs two honest peers need not agree on: nothing is shared, recalled, compared or hedged.</summary>
public sealed class NotReproducibleTests
{
    private readonly GridBench _bench = new(new GridOptions { HedgeFraction = 0.5, NotReproducible = new HashSet<KernelId> { GridBench.Noop } });

    [Fact]
    public void Replicas_are_refused_with_the_reason()
    {
        var (gamer, peer) = (_bench.Gamer(), _bench.Peer());
        _bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], replicas: 2, needs: Only(peer)));
        var error = _bench.Take<ErrorMessage>(gamer).Single();
        Assert.Equal((ErrorCode.OutOfRange, "t"), (error.Code, error.Task));
        Assert.Contains("not reproducible", error.Message, StringComparison.Ordinal);
        Assert.Contains("must be 1", error.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Storage.Tasks);
    }

    [Fact]
    public void A_task_that_names_no_peer_is_refused_with_the_reason()
    {
        var gamer = _bench.Gamer();
        _bench.Peer();
        _bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)]), GridBench.Submission(gamer, "u", [GridBench.Slice(1)], needs: new TaskRequirements { MemoryBytes = 1 }));
        Assert.All(_bench.Take<ErrorMessage>(gamer), e => Assert.StartsWith("requirements.peers is empty", e.Message, StringComparison.Ordinal));
        Assert.Empty(_bench.Storage.Tasks);
    }

    [Fact]
    public void Equal_slices_are_all_computed_within_a_task_and_between_tasks_and_later()
    {
        var (gamer, peer) = (_bench.Gamer(), _bench.Peer(slots: 8));
        _bench.Do(GridBench.Submission(gamer, "a", [GridBench.Slice(1), GridBench.Slice(1)], needs: Only(peer)));
        _bench.Do(GridBench.Submission(gamer, "b", [GridBench.Slice(1)], needs: Only(peer)));
        var leases = _bench.Take<Lease>(peer);
        Assert.Equal(3, leases.Select(l => l.Key).Distinct().Count());
        for (byte i = 0; i < 3; i++) _bench.Finish(peer, leases[i].Attempt, answer: i);
        _bench.Do(GridBench.Submission(gamer, "c", [GridBench.Slice(1)], needs: Only(peer)));
        Assert.Single(_bench.Take<Lease>(peer));
        var results = _bench.Take<Result>(gamer);
        Assert.Equal([0, 0], results.Select(r => r.Summary.Cached));
        Assert.Equal([0, 1, 2], results.SelectMany(r => r.Outputs!).Select(o => (int)o.Output.Data!.Value.Span[0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_said_is_passed_on_only_where_it_is_not_reproducible(bool isReproducible)
    {
        var bench = isReproducible ? new GridBench() : _bench;
        var (gamer, peer) = (bench.Gamer(), bench.Peer());
        bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], needs: isReproducible ? null : Only(peer)));
        var attempt = bench.Take<Lease>(peer).Single().Attempt;
        bench.Wait(GridBench.Second);
        bench.Do(new ReportProgress(peer, new Heartbeat { Attempts = [new AttemptProgress { Attempt = attempt, Fraction = 0.5, Said = "Mira: Good" }] }));
        var progress = bench.Take<Progress>(gamer).Single();
        Assert.Equal((0.5, isReproducible ? null : 0, isReproducible ? null : "Mira: Good"), (progress.Fraction, progress.Slice, progress.Said));
    }

    [Fact]
    public void A_late_attempt_has_no_second_one_beside_it()
    {
        var gamer = _bench.Gamer();
        var (slow, spare) = (_bench.Peer(), _bench.Peer());
        _bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], needs: Only(slow, spare)));
        var with = _bench.Inbox(slow).OfType<Lease>().Any() ? slow : spare;
        var attempt = _bench.Take<Lease>(with).Single().Attempt;
        for (var i = 0; i < 10; i++)
        {
            _bench.Do(new ReportProgress(with, new Heartbeat { Attempts = [new AttemptProgress { Attempt = attempt }] }));
            _bench.Wait(5 * GridBench.Second);
        }
        Assert.Empty(_bench.Take<Lease>(with == slow ? spare : slow));
        _bench.Finish(with, attempt);
        Assert.Equal(TaskState.Done, _bench.Take<Result>(gamer).Single().Summary.State);
    }

    [Fact]
    public void Of_two_different_outputs_after_a_lost_connection_the_first_counts_and_neither_is_a_lie()
    {
        var gamer = _bench.Gamer();
        var (first, second) = (_bench.Peer(), _bench.Peer());
        _bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], needs: Only(first, second)));
        var lost = _bench.Inbox(first).OfType<Lease>().Any() ? first : second;
        var other = lost == first ? second : first;
        var token = lost == first ? _bench.LastToken - 1 : _bench.LastToken;
        var lease = _bench.Take<Lease>(lost).Single();
        _bench.Do(new CloseSession(lost));
        var replacement = _bench.Take<Lease>(other).Single();
        Assert.Equal(lease.Key, replacement.Key);
        var back = _bench.Peer(token: token, computing: [new DeclaredAttempt { Attempt = lease.Attempt, Key = lease.Key }]);
        Big(other, replacement.Attempt, 1);
        Big(back, lease.Attempt, 2);
        var asked = _bench.Take<UploadRequest>(other).Single();
        _bench.Do(new ReceiveUpload(other, asked.Attempt, asked.Hash, 100_000, new OutputTrailer(1_000_000, SliceOutcome.Completed), GridBench.Token(1)));
        Assert.Equal(TaskState.Done, _bench.Take<Result>(gamer).Single().Summary.State);
        Assert.DoesNotContain(_bench.Events, e => e.Kind == GridEventKind.Disputed);
        Assert.Equal(AttemptState.Cancelled, _bench.Take<Settled>(back).Single().Attempts.Single().State);
    }

    [Fact]
    public void The_task_fails_when_every_peer_that_it_allows_has_failed()
    {
        var gamer = _bench.Gamer();
        var (first, second) = (_bench.Peer(), _bench.Peer());
        _bench.Peer();
        _bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], needs: Only(first, second)));
        foreach (var peer in _bench.Inbox(first).OfType<Lease>().Any() ? new[] { first, second } : [second, first])
        {
            Assert.Empty(_bench.Take<Result>(gamer));
            _bench.Do(new ReceiveFailure(peer, new AttemptFailed { Attempt = _bench.Take<Lease>(peer).Single().Attempt, Code = ErrorCode.EndpointFailed, Reason = $"no {peer.Value}" }));
        }
        var summary = _bench.Take<Result>(gamer).Single().Summary;
        Assert.Equal((ErrorCode.ComputationFailed, 0L), (summary.Error, summary.Cost.Value));
        Assert.Contains($"no {first.Value}", summary.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_peer_that_was_cut_off_is_waited_for_and_goes_on_over_a_restart()
    {
        var gamer = _bench.Gamer();
        var peer = _bench.Peer();
        var token = _bench.LastToken;
        _bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], needs: Only(peer)));
        var lease = _bench.Take<Lease>(peer).Single();
        _bench.Restart();
        var back = _bench.Peer(token: token, computing: [new DeclaredAttempt { Attempt = lease.Attempt, Key = lease.Key }]);
        Assert.Empty(_bench.Take<CancelAttempt>(back));
        _bench.Do(new CloseSession(back));
        _bench.Wait(3600 * GridBench.Second);
        Assert.Equal(TaskState.Running, _bench.Storage.Tasks.Values.Single().State);
        _bench.Finish(_bench.Peer(token: token));
        Assert.Equal(TaskState.Done, _bench.Storage.Tasks.Values.Single().State);
    }

    private TaskRequirements Only(params SessionId[] peers) => new() { Peers = [.. peers.Select(p => $"a{_bench.Account(p).Value}")] };

    private void Big(SessionId peer, AttemptId attempt, int answer) =>
        _bench.Do(new ReceiveOutput(peer, new AttemptDone { Attempt = attempt, Hash = GridBench.Token(900 + answer), Length = 100_000, Units = 1_000_000, ComputeMs = 1, Commitment = GridBench.Token(answer) }));
}
