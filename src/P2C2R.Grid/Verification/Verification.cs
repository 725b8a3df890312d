using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>
/// Step 9: a verdict is made when as many outputs are here as replicas were asked for, and more than half as many of them
/// are the same. Later, adaptive rules (reputation, spot checks) change how many are asked for, here.
/// </summary>
internal sealed class Verification(GridState state, ShareQueues shares, AttemptBook attempts, Verdicts verdicts)
{
    /// <summary>So many outputs beyond the replicas asked for are tried before giving up.</summary>
    public const int MaxTieBreaks = 4;

    /// <summary>A computation that failed on so many different peers has failed.</summary>
    public const int MaxFailedPeers = 3;

    /// <summary>Looks whether there is a verdict, and what is to be done where there is none.</summary>
    public void Check(Computation computation)
    {
        if (computation.IsOver) return;
        if (Majority(computation) is { } winner)
        {
            Accept(computation, winner);
            return;
        }
        if (computation.State == ComputationState.Uploading) Reopen(computation);
        if (Received(computation) >= computation.Replicas + MaxTieBreaks)
        {
            verdicts.Fail(computation, ErrorCode.Disputed, $"{Received(computation)} peers gave outputs, and no majority of {computation.Replicas} agreed");
            return;
        }
        shares.Update(computation);
    }

    /// <summary>A peer had no output, or a wrong one.</summary>
    public void CountFailure(Computation computation, AccountId peer, string reason)
    {
        if (computation.IsOver) return;
        var failures = computation.Failures ??= [];
        if (!failures.Exists(f => f.Peer == peer)) failures.Add((peer, reason));
        if (failures.Count >= MaxFailedPeers || IsHopeless(computation, failures))
        {
            FailFor(computation, failures);
            return;
        }
        state.Statistics.Failovers++;
        state.Report(GridEventKind.FailedOver, computation.Payer, computation.FirstSubscriber!.Index, peer, ErrorCode.None, reason);
        Check(computation);
    }

    /// <summary>Counts what failed before a restart, while this task paid.</summary>
    public void RecallFailures(Computation computation, List<AttemptRow> failed, GridTask task)
    {
        foreach (var row in failed)
        {
            if (row.Task != task.Number) continue;
            var failures = computation.Failures ??= [];
            if (!failures.Exists(f => f.Peer == row.Peer)) failures.Add((row.Peer, row.Reason ?? row.State.ToString()));
            if (row.Code != ErrorCode.Unreachable) (computation.TriedBefore ??= []).Add(row.Peer);
        }
        if (computation.Failures is { } all && (all.Count >= MaxFailedPeers || IsHopeless(computation, all))) FailFor(computation, all);
    }

    /// <summary>The bytes of an agreed output are stored.</summary>
    public void AcceptUpload(Attempt uploader)
    {
        var computation = uploader.Computation;
        if (computation.State == ComputationState.Uploading) verdicts.Agree(computation, uploader);
    }

    /// <summary>Asks an agreeing peer for the bytes of a big output; where none is left that could be asked, they count as failed.</summary>
    public void AskForUpload(Computation computation, Attempt winner)
    {
        Attempt? asked = null;
        foreach (var attempt in computation.Attempts)
        {
            if (attempt.State != AttemptState.Received || attempt.UploadMissed || !attempt.Agrees(winner)) continue;
            if (asked is null || (asked.Peer.Session is null && attempt.Peer.Session is not null)) asked = attempt;
        }
        if (asked is null)
        {
            GiveUpOnUploads(computation, winner);
            return;
        }
        computation.Uploader = asked;
        computation.UploadUntil = state.Now + asked.LeaseTime;
        RequestUpload(asked);
    }

    /// <summary>Says which upload is wanted, again where the peer has come back.</summary>
    public void RequestUpload(Attempt attempt)
    {
        if (attempt.Peer.Session is not { } session) return;
        state.Effects.Requests.Add(new Outgoing(session.Id, new UploadRequest { Attempt = attempt.WireId, Hash = attempt.OutputHash }));
    }

    private void Accept(Computation computation, Attempt winner)
    {
        if (winner.Output is not null)
        {
            verdicts.Agree(computation, winner);
            return;
        }
        if (computation.State == ComputationState.Uploading)
        {
            // Of outputs that are not reproducible the first counts, whatever comes while its bytes are on their way.
            if (computation.Uploader is { State: AttemptState.Received, UploadMissed: false } asked && (asked.Agrees(winner) || !computation.Kernel.IsReproducible)) return;
        }
        else
        {
            computation.Move(ComputationState.Uploading);
            state.Uploading.Add(computation);
            ShareQueues.Remove(computation);
        }
        AskForUpload(computation, winner);
    }

    private void GiveUpOnUploads(Computation computation, Attempt winner)
    {
        Reopen(computation);
        var missed = computation.Attempts.FindAll(a => a.State == AttemptState.Received && a.Agrees(winner));
        foreach (var attempt in missed) attempts.End(attempt, AttemptState.Expired, ErrorCode.TimedOut, "the output was not uploaded");
        foreach (var attempt in missed) CountFailure(computation, attempt.Peer.Id, "the output was not uploaded");
    }

    private void Reopen(Computation computation)
    {
        computation.Move(ComputationState.Open);
        computation.Uploader = null;
        state.Uploading.Remove(computation);
    }

    private static int Received(Computation computation)
    {
        var received = 0;
        foreach (var attempt in computation.Attempts)
        {
            if (attempt.State == AttemptState.Received) received++;
        }
        return received;
    }

    /// <summary>The first output of the majority, or null where there is none (yet).</summary>
    private static Attempt? Majority(Computation computation)
    {
        if (Received(computation) < computation.Replicas) return null;
        var needed = (computation.Replicas / 2) + 1;
        foreach (var candidate in computation.Attempts)
        {
            if (candidate.State != AttemptState.Received) continue;
            var count = 0;
            foreach (var attempt in computation.Attempts)
            {
                if (attempt.State == AttemptState.Received && attempt.Agrees(candidate)) count++;
            }
            if (count >= needed) return candidate;
        }
        return null;
    }

    /// <summary>
    /// Whether every peer that may compute it has failed and may not try again: what is not reproducible goes to the few that its
    /// gamer allowed, and waiting for another would be waiting for ever.
    /// </summary>
    private bool IsHopeless(Computation computation, List<(AccountId Peer, string Reason)> failures) =>
        !computation.Kernel.IsReproducible && computation.Requirements.Peers.Count > 0
        && computation.Requirements.Peers.All(id => failures.Exists(f => f.Peer == id) && computation.WasTriedBy(state.Peers[id], state.Now));

    private void FailFor(Computation computation, List<(AccountId Peer, string Reason)> failures) =>
        verdicts.Fail(computation, ErrorCode.ComputationFailed, string.Join("; ", failures.Select(f => $"{f.Peer}: {f.Reason}")));
}
