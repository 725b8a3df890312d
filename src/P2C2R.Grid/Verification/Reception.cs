using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Step 8: what peers say of their attempts.</summary>
internal sealed class Reception(GridState state, AttemptBook attempts, Verification verification, Verdicts verdicts, TaskProgress progress)
{
    /// <summary>An output, or what commits to it.</summary>
    public void Receive(Session session, AttemptDone done)
    {
        if (Find(session, done.Attempt) is not { State: AttemptState.Leased } attempt) return;
        if (Fault(attempt, done) is { } fault)
        {
            attempts.End(attempt, AttemptState.Failed, ErrorCode.OutOfRange, fault);
            verification.CountFailure(attempt.Computation, attempt.Peer.Id, fault);
        }
        else if (attempt.Computation.State == ComputationState.Agreed)
        {
            verdicts.ReceiveLate(attempt, done);
        }
        else
        {
            attempts.Receive(attempt, done);
            verification.Check(attempt.Computation);
        }
    }

    /// <summary>No output.</summary>
    public void Receive(Session session, AttemptFailed failed)
    {
        if (Find(session, failed.Attempt) is not { } attempt) return;
        var reason = failed.Reason.Length <= Limits.MaxReasonLength ? failed.Reason : failed.Reason[..Limits.MaxReasonLength];
        attempts.End(attempt, AttemptState.Failed, failed.Code, reason);
        verification.CountFailure(attempt.Computation, attempt.Peer.Id, reason);
    }

    /// <summary>The bytes behind a commitment are stored: they must be the ones that were agreed on.</summary>
    public void Receive(Session session, ReceiveUpload upload)
    {
        if (Find(session, upload.Attempt) is not { } attempt || attempt.Computation.Uploader != attempt) return;
        var honest = upload.Hash == attempt.OutputHash && upload.Length == attempt.Length && upload.Commitment == attempt.Commitment
            && upload.Trailer is { } trailer && trailer.Units == attempt.Units;
        if (honest)
        {
            verification.AcceptUpload(attempt);
            return;
        }
        verdicts.Dispute(attempt);
        verification.CountFailure(attempt.Computation, attempt.Peer.Id, "the uploaded bytes are not those that were committed to");
    }

    /// <summary>Signs of life: renews leases.</summary>
    public void Receive(Session session, Heartbeat heartbeat)
    {
        if (session.Peer is not { } peer) return;
        peer.LastSeenAt = state.Now;
        if (state.Now - peer.ConnectedSince > 600 * GridOptions.Second)
        {
            peer.CountConnected(state.Now);
            state.Touch(peer);
        }
        foreach (var report in heartbeat.Attempts)
        {
            if (attempts.Find(session, report.Attempt) is not { State: AttemptState.Leased } attempt) continue;
            attempt.ExpiresAt = state.Now + attempt.LeaseTime;
            if (attempt.ExpiresAt < peer.EarliestExpiry) peer.EarliestExpiry = attempt.ExpiresAt;
            progress.Advance(attempt, report);
        }
    }

    /// <summary>The attempt, or null after telling the peer that nobody needs it: whether it is over, or another's, is not told apart.</summary>
    private Attempt? Find(Session session, AttemptId id)
    {
        var attempt = attempts.Find(session, id);
        if (attempt is null) state.Effects.Requests.Add(new Outgoing(session.Id, new CancelAttempt { Attempt = id }));
        return attempt;
    }

    private static string? Fault(Attempt attempt, AttemptDone done)
    {
        if (done.Units < 0 || done.Units > attempt.Computation.MaxUnits) return $"units is {done.Units}, outside 0 to the slice's maximum {attempt.Computation.MaxUnits}";
        if (done.Length is < OutputTrailer.Size or > Limits.MaxBlobBytes) return $"length is {done.Length}, outside {OutputTrailer.Size} to {Limits.MaxBlobBytes}";
        var isBig = done.Length > Limits.MaxInlineOutputBytes;
        if (isBig && done.Commitment is null) return "an output that is too big for a message needs a commitment";
        return !isBig && done.Output?.Length != done.Length ? $"an output of at most {Limits.MaxInlineOutputBytes} bytes must be in the message" : null;
    }
}
