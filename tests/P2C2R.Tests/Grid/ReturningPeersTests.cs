using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Grid;

public sealed class ReturningPeersTests
{
    private readonly GridBench _bench = new();

    [Fact]
    public void A_lost_peers_work_starts_elsewhere_at_once_and_the_first_answer_wins()
    {
        var gamer = _bench.Gamer();
        var lost = _bench.Peer();
        var token = _bench.LastToken;
        _bench.Submit(gamer, "t", GridBench.Slice(1));
        var lease = _bench.Take<Lease>(lost).Single();
        var other = _bench.Peer();
        _bench.Do(new CloseSession(lost));
        var replacement = _bench.Take<Lease>(other).Single();
        Assert.Single(_bench.Events, e => e.Kind == GridEventKind.FailedOver);

        var back = _bench.Peer(token: token, computing: [new DeclaredAttempt { Attempt = lease.Attempt, Key = lease.Key }]);
        _bench.Finish(back, lease.Attempt);
        Assert.Equal(TaskState.Done, _bench.Take<Result>(gamer).Single().Summary.State);
        Assert.Equal(replacement.Attempt, _bench.Take<CancelAttempt>(other).Single().Attempt);
    }

    [Fact]
    public void Only_peer_that_comes_back_empty_handed_may_try_again_when_its_lease_is_over()
    {
        var gamer = _bench.Gamer();
        var peer = _bench.Peer();
        var token = _bench.LastToken;
        _bench.Submit(gamer, "t", GridBench.Slice(1));
        _bench.Do(new CloseSession(peer));
        var back = _bench.Peer(token: token);
        Assert.Empty(_bench.Take<Lease>(back));
        _bench.Wait(60 * GridBench.Second);
        _bench.Finish(back);
        Assert.Equal(TaskState.Done, _bench.Take<Result>(gamer).Single().Summary.State);
    }

    [Fact]
    public void A_restart_goes_on_with_what_peers_declare()
    {
        var gamer = _bench.Gamer();
        var gamerToken = _bench.LastToken;
        var peer = _bench.Peer();
        var token = _bench.LastToken;
        _bench.Submit(gamer, "t", GridBench.Slice(1));
        var lease = _bench.Take<Lease>(peer).Single();
        _bench.Restart();

        var declared = new DeclaredAttempt { Attempt = lease.Attempt, Key = lease.Key };
        var unknown = new DeclaredAttempt { Attempt = new AttemptId(1, 77), Key = GridBench.Token(5) };
        var back = _bench.Peer(token: token, computing: [declared, unknown]);
        Assert.Equal(unknown.Attempt, _bench.Take<CancelAttempt>(back).Single().Attempt);
        var session = new SessionId(900);
        _bench.Do(new OpenGamerSession(session, "g", GridBench.Token(gamerToken), null), new QueryTask(session, "t"));
        _bench.Finish(back, lease.Attempt);
        Assert.Equal(lease.Attempt, _bench.Take<Settled>(back).Single().Attempts.Single().Attempt);
        Assert.Equal(TaskState.Done, _bench.Take<Result>(session).Single().Summary.State);
        Assert.Equal(2, _bench.Storage.Attempts.Values.Single().Id.Epoch);
    }

    [Fact]
    public void A_lease_that_is_not_renewed_expires()
    {
        var gamer = _bench.Gamer();
        var peer = _bench.Peer();
        _bench.Submit(gamer, "t", GridBench.Slice(1));
        var lease = _bench.Take<Lease>(peer).Single();
        for (var i = 0; i < 10; i++)
        {
            _bench.Wait(10 * GridBench.Second);
            _bench.Do(new ReportProgress(peer, new Heartbeat { Attempts = [new AttemptProgress { Attempt = lease.Attempt, Fraction = 0.1 * i }] }));
        }
        Assert.Empty(_bench.Storage.Attempts);
        _bench.Wait((lease.LeaseMs * 1000L) + 1);
        Assert.Equal(AttemptState.Expired, _bench.Storage.Attempts[lease.Attempt].State);
        Assert.Equal(lease.Attempt, _bench.Take<CancelAttempt>(peer).Single().Attempt);
    }

    [Fact]
    public void A_second_connection_of_a_peer_replaces_the_first()
    {
        var first = _bench.Peer();
        var second = _bench.Peer(token: _bench.LastToken);
        Assert.Equal([first], _bench.Closed);
        Assert.Equal(1, _bench.Core.Statistics().Peers);
        _bench.Submit(_bench.Gamer(), "t", GridBench.Slice(1));
        Assert.Single(_bench.Take<Lease>(second));
    }

    [Fact]
    public void A_wrong_token_is_refused_and_the_connection_closed()
    {
        var session = new SessionId(50);
        _bench.Do(new OpenGamerSession(session, "g", GridBench.Token(999), null));
        Assert.Equal(ErrorCode.BadToken, _bench.Take<ErrorMessage>(session).Single().Code);
        _bench.Peer();
        var asGamer = new SessionId(51);
        _bench.Do(new OpenGamerSession(asGamer, "g", GridBench.Token(_bench.LastToken), null));
        Assert.Equal(ErrorCode.BadToken, _bench.Take<ErrorMessage>(asGamer).Single().Code);
        Assert.Equal([session, asGamer], _bench.Closed);
    }
}
