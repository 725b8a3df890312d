using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>
/// Step 9: a verdict is made when as many outputs are here as replicas were asked for, and more than half as many of them
/// are the same. Later, adaptive rules (reputation, spot checks) change how many are asked for, here.
/// </summary>
internal sealed class Verification(GridState state, ShareQueues shares, AttemptBook attempts, Settlement settlement, TaskProgress progress)
{
    /// <summary>So many outputs beyond the replicas asked for are tried before giving up.</summary>
    public const int MaxTieBreaks = 4;

    /// <summary>A computation that failed on so many different peers has failed.</summary>
    public const int MaxFailedPeers = 3;

    private readonly List<Attempt> _agreeing = [];
    private readonly List<Attempt> _others = [];

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
            FailDisputed(computation, $"{Received(computation)} peers gave outputs, and no majority of {computation.Replicas} agreed");
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
        if (failures.Count >= MaxFailedPeers)
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
        if (computation.Failures is { Count: >= MaxFailedPeers }) FailFor(computation, computation.Failures);
    }

    /// <summary>No majority, and no way to get one.</summary>
    public void FailDisputed(Computation computation, string reason) => Fail(computation, ErrorCode.Disputed, reason);

    /// <summary>Nobody subscribes any more.</summary>
    public void Cancel(Computation computation)
    {
        if (computation.IsOver) return;
        Close(computation, ComputationState.Cancelled);
        CancelAttempts(computation, keepLate: false);
    }

    /// <summary>The bytes of an agreed output are stored.</summary>
    public void AcceptUpload(Attempt uploader)
    {
        var computation = uploader.Computation;
        if (computation.State == ComputationState.Uploading) Agree(computation, uploader);
    }

    /// <summary>An output of a computation that is agreed already: the late one of a hedged pair is paid if it is honest.</summary>
    public void ReceiveLate(Attempt attempt, AttemptDone done)
    {
        var output = attempt.Computation.Output;
        attempts.Receive(attempt, done);
        if ((attempt.OutputHash, attempt.Length, attempt.Units) == output)
        {
            settlement.PayFromFees(attempt);
            return;
        }
        Dispute(attempt);
    }

    /// <summary>Records that a peer's output is not the one agreed on.</summary>
    public void Dispute(Attempt attempt)
    {
        attempts.End(attempt, AttemptState.Disputed);
        var computation = attempt.Computation;
        state.Report(GridEventKind.Disputed, computation.LastPayer, computation.FirstSubscriber?.Index ?? -1, attempt.Peer.Id, ErrorCode.Disputed);
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
            Agree(computation, winner);
            return;
        }
        if (computation.State == ComputationState.Uploading)
        {
            if (computation.Uploader is { State: AttemptState.Received, UploadMissed: false } asked && asked.Agrees(winner)) return;
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

    private void Agree(Computation computation, Attempt winner)
    {
        DropEnded(computation);
        if (computation.SubscriberCount == 0)
        {
            Cancel(computation);
            return;
        }
        var data = winner.Output;
        Close(computation, ComputationState.Agreed);
        Sort(computation, winner);
        computation.Output = (winner.OutputHash, winner.Length, winner.Units);
        var first = computation.FirstSubscriber!;
        PayAgreeing(computation);
        var row = computation.Result = Keep(computation, winner, data);
        var kernel = computation.Kernel;
        kernel.UnitsAgreed += row.Units;
        kernel.ComputationsAgreed++;
        kernel.Processing.Add((long)(row.ComputeMs * 1000));
        state.Statistics.Processing.Add((long)(row.ComputeMs * 1000));
        state.Report(GridEventKind.Agreed, first.Task, first.Index, _agreeing[0].Peer.Id, microseconds: (long)(row.ComputeMs * 1000));
        ShareQueues.Correct(_agreeing[0], first.Task.Gamer);
        foreach (var attempt in _others) Dispute(attempt);
        CancelAttempts(computation, keepLate: true);
        progress.TellSubscribers(computation);
    }

    /// <summary>Ended tasks let go of their slices in steps; a verdict may come first, and they pay for nothing any more.</summary>
    private static void DropEnded(Computation computation)
    {
        for (var slice = computation.FirstSubscriber; slice is not null;)
        {
            var next = slice.NextSubscriber;
            if (!slice.Task.IsLive)
            {
                slice.Move(SliceState.Dropped);
                computation.Unsubscribe(slice);
            }
            slice = next;
        }
    }

    /// <summary>Splits the outputs into those that agree, in order of arrival, and the others.</summary>
    private void Sort(Computation computation, Attempt winner)
    {
        _agreeing.Clear();
        _others.Clear();
        foreach (var attempt in computation.Attempts)
        {
            if (attempt.State == AttemptState.Received) (attempt.Agrees(winner) ? _agreeing : _others).Add(attempt);
        }
        if (_agreeing.Count > 1) _agreeing.Sort(static (a, b) => a.Arrival.CompareTo(b.Arrival));
    }

    private ResultRow Keep(Computation computation, Attempt winner, ReadOnlyMemory<byte>? data)
    {
        var row = new ResultRow
        {
            Key = computation.Key,
            Kernel = computation.Kernel.Id,
            OutputHash = winner.OutputHash,
            Length = winner.Length,
            Data = data,
            Units = winner.Units,
            Replicas = _agreeing.Count(static a => a.State == AttemptState.Agreed),
            Payer = computation.Payer.Gamer.Id,
            ComputeMs = _agreeing[0].ComputeMs,
            AgreedAt = state.Now,
        };
        state.Effects.Rows.Results.Add(row);
        state.FreshResults[row.Id] = state.NewestResults[row.Key] = row;
        return row;
    }

    /// <summary>Who pays for which: docs/economics.md. The number-th replica is paid by the first subscriber that asked for so many.</summary>
    private void PayAgreeing(Computation computation)
    {
        var number = 0;
        foreach (var attempt in _agreeing)
        {
            if (attempt.Purpose == AttemptPurpose.TieBreak)
            {
                settlement.PayFromFees(attempt);
            }
            else if (PayerOf(computation, ++number) is { } payer)
            {
                settlement.PayFromEscrow(attempt, payer);
            }
            else if (attempt.Partner is { State: AttemptState.Agreed })
            {
                settlement.PayFromFees(attempt);
            }
            else
            {
                attempts.Cancel(attempt);
            }
        }
    }

    private static Slice? PayerOf(Computation computation, int number)
    {
        var slice = computation.FirstSubscriber;
        while (slice is not null && slice.Task.Replicas < number) slice = slice.NextSubscriber;
        return slice;
    }

    private void FailFor(Computation computation, List<(AccountId Peer, string Reason)> failures) =>
        Fail(computation, ErrorCode.ComputationFailed, string.Join("; ", failures.Select(f => $"{f.Peer}: {f.Reason}")));

    private void Fail(Computation computation, ErrorCode code, string reason)
    {
        Close(computation, ComputationState.Failed);
        computation.Failure = (code, reason.Length <= Limits.MaxReasonLength ? reason : reason[..Limits.MaxReasonLength]);
        CancelAttempts(computation, keepLate: false);
        progress.TellSubscribers(computation);
    }

    private void CancelAttempts(Computation computation, bool keepLate)
    {
        foreach (var attempt in computation.Attempts)
        {
            if (attempt.State is not (AttemptState.Leased or AttemptState.Received)) continue;
            if (keepLate && attempt.Partner is { State: AttemptState.Agreed }) AttemptBook.LetGoOn(attempt);
            else attempts.Cancel(attempt);
        }
        attempts.ReleaseBudget(computation);
    }

    private void Close(Computation computation, ComputationState to)
    {
        ShareQueues.Remove(computation);
        if (computation.State == ComputationState.Uploading) state.Uploading.Remove(computation);
        computation.Uploader = null;
        computation.Move(to);
        if (state.Computations[computation.Key] == computation)
        {
            if (computation.Twin is null) state.Computations.Remove(computation.Key);
            else state.Computations[computation.Key] = computation.Twin;
            return;
        }
        var before = state.Computations[computation.Key];
        while (before.Twin != computation) before = before.Twin!;
        before.Twin = computation.Twin;
    }
}
