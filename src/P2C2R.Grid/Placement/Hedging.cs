namespace P2C2R.Grid;

/// <summary>
/// Second attempts at late computations (Dean and Barroso, "The Tail at Scale", 2013): at most
/// <see cref="GridOptions.HedgeFraction"/> of all attempts, and only as long as the fees cover what they may cost.
/// </summary>
internal sealed class Hedging(GridState state, Placement placement)
{
    /// <summary>Nothing is late before, in microseconds.</summary>
    public const long LeastDelay = 50_000;

    /// <summary>Looked at again after that long where no second attempt could be started.</summary>
    private const long RetryAfter = 50_000;

    private readonly List<Attempt> _late = [];

    /// <summary>Starts second attempts for what is late by now.</summary>
    public void Run()
    {
        _late.Clear();
        foreach (var peer in state.Busy)
        {
            if (peer.EarliestLate > state.Now) continue;
            peer.EarliestLate = long.MaxValue;
            foreach (var attempt in peer.Active)
            {
                if (attempt.LateAt <= state.Now && attempt.IsRunning) _late.Add(attempt);
                else if (attempt.LateAt < peer.EarliestLate) peer.EarliestLate = attempt.LateAt;
            }
        }
        foreach (var attempt in _late) Consider(attempt);
    }

    private void Consider(Attempt attempt)
    {
        if (!attempt.IsRunning || attempt.Computation.State != ComputationState.Open)
        {
            attempt.LateAt = long.MaxValue;
            return;
        }
        var allowed = (state.Statistics.HedgesThisEpoch + 1) <= state.Options.HedgeFraction * state.Statistics.AttemptsStarted;
        if (allowed && placement.Hedge(attempt))
        {
            state.Statistics.HedgesThisEpoch++;
            attempt.LateAt = long.MaxValue;
            return;
        }
        attempt.LateAt = state.Now + RetryAfter;
        if (attempt.LateAt < attempt.Peer.EarliestLate) attempt.Peer.EarliestLate = attempt.LateAt;
    }
}
