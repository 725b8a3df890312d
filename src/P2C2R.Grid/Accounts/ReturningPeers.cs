using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>What becomes of a peer's attempts when its connection is lost, and when it comes back.</summary>
internal sealed class ReturningPeers(GridState state, AttemptBook attempts, ShareQueues shares, PeerChoice choice, Verification verification)
{
    /// <summary>The connection is lost: the computations start elsewhere at once, ahead of others of their account; the leases live on.</summary>
    public void FailOver(PeerAccount peer)
    {
        foreach (var attempt in peer.Active)
        {
            if (attempt.Lost) continue;
            attempt.Lost = true;
            var computation = attempt.Computation;
            if (computation.IsOver) continue;
            state.Statistics.Failovers++;
            state.Report(GridEventKind.FailedOver, computation.Payer, computation.FirstSubscriber!.Index, peer.Id, ErrorCode.Unreachable, "the connection was lost");
            computation.Urgent = true;
            shares.Update(computation);
        }
    }

    /// <summary>
    /// The peer is there and says what it is computing. What it knows goes on; what it doesn't is over; what it has from an
    /// older epoch is taken over where it is wanted. Anything else it is told to stop.
    /// </summary>
    public void Resume(PeerAccount peer, IReadOnlyList<DeclaredAttempt> declared)
    {
        var session = peer.Session!;
        var alive = new HashSet<Attempt>();
        foreach (var one in declared)
        {
            var attempt = attempts.Find(session, one.Attempt) ?? Adopt(peer, one);
            if (attempt is null)
            {
                state.Effects.Requests.Add(new Outgoing(session.Id, new CancelAttempt { Attempt = one.Attempt }));
                continue;
            }
            alive.Add(attempt);
            attempt.Lost = false;
            if (attempt.Computation.Uploader == attempt) verification.RequestUpload(attempt);
            if (!attempt.Computation.IsOver) shares.Update(attempt.Computation);
        }
        EndForgotten(peer, alive);
    }

    private void EndForgotten(PeerAccount peer, HashSet<Attempt> alive)
    {
        foreach (var attempt in peer.Active.ToArray())
        {
            if (alive.Contains(attempt) || attempt.State != AttemptState.Leased) continue;
            attempt.Lost = true;
            attempts.End(attempt, AttemptState.Cancelled, ErrorCode.Unreachable, "the peer came back without it");
            if (attempt.Computation.IsOver) continue;
            attempt.Computation.Urgent = true;
            shares.Update(attempt.Computation);
        }
    }

    /// <summary>Goes on with an attempt that was leased before a restart, under a new id in the books: declared ids are only a peer's word.</summary>
    private Attempt? Adopt(PeerAccount peer, DeclaredAttempt declared)
    {
        if (declared.Attempt.Epoch >= state.Epoch || declared.Attempt.Epoch < 1) return null;
        for (var computation = state.Computations.GetValueOrDefault(declared.Key); computation is not null; computation = computation.Twin)
        {
            if (computation.Wants() != AttemptPurpose.Replica || !choice.IsAble(computation, peer)) continue;
            if (peer.Kernels[computation.Kernel.Index] is not { Offered: true } with) continue;
            return attempts.Start(computation, with, AttemptPurpose.Replica, declared.Attempt);
        }
        return null;
    }
}
