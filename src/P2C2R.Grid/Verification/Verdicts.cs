using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>What follows from a verdict, or from there being no use for one: the end of a computation, and what becomes of its attempts.</summary>
internal sealed class Verdicts(GridState state, AttemptBook attempts, Settlement settlement, TaskProgress progress)
{
    private readonly List<Attempt> _agreeing = [];
    private readonly List<Attempt> _others = [];

    /// <summary>This is the output: whoever agreed is paid, the others are disputed, subscribers are told.</summary>
    public void Agree(Computation computation, Attempt winner)
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
        foreach (var attempt in _others)
        {
            if (kernel.IsReproducible) Dispute(attempt);
            else attempts.Cancel(attempt);
        }
        CancelAttempts(computation, keepLate: true);
        progress.TellSubscribers(computation);
    }

    /// <summary>There is none: the tasks of all subscribers fail.</summary>
    public void Fail(Computation computation, ErrorCode code, string reason)
    {
        Close(computation, ComputationState.Failed);
        computation.Failure = (code, reason.Length <= Limits.MaxReasonLength ? reason : reason[..Limits.MaxReasonLength]);
        CancelAttempts(computation, keepLate: false);
        progress.TellSubscribers(computation);
    }

    /// <summary>Nobody subscribes any more.</summary>
    public void Cancel(Computation computation)
    {
        if (computation.IsOver) return;
        Close(computation, ComputationState.Cancelled);
        CancelAttempts(computation, keepLate: false);
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
