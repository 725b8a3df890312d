using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Steps 5 and 6: hands waiting computations to peers, as long as both are there.</summary>
internal sealed class Placement(GridState state, ShareQueues shares, PeerChoice choice, FeeBudget budget, AttemptBook attempts, Verdicts verdicts)
{
    /// <summary>How many of those set aside are tried again when a peer has got room.</summary>
    private const int UnparkedPerBatch = 8;

    /// <summary>Places what can be placed.</summary>
    public void Run()
    {
        foreach (var kernel in state.Kernels)
        {
            if (!kernel.RoomIsNew) continue;
            kernel.RoomIsNew = false;
            if (kernel.Parked.Count > 0) ShareQueues.Unpark(kernel, UnparkedPerBatch);
        }
        while (shares.Next() is { } computation) Place(computation);
    }

    /// <summary>Starts a second attempt beside a late one, if an able peer has room and the fees cover it. False: not now.</summary>
    public bool Hedge(Attempt late)
    {
        var computation = late.Computation;
        if (!budget.Covers(computation) || choice.Choose(computation) is not { } peer) return false;
        var hedge = Lease(computation, peer, AttemptPurpose.Hedge);
        hedge.Partner = late;
        late.Partner = hedge;
        budget.Reserve(hedge);
        state.Statistics.Hedges++;
        state.Report(GridEventKind.Hedged, computation.Payer, computation.FirstSubscriber!.Index, peer.Peer.Id);
        return true;
    }

    private void Place(Computation computation)
    {
        if (computation.Wants() is not { } purpose) return;
        if (choice.Choose(computation) is not { } peer)
        {
            shares.Park(computation);
            return;
        }
        if (purpose == AttemptPurpose.TieBreak && !budget.Covers(computation))
        {
            verdicts.Fail(computation, ErrorCode.Disputed, "the budget for tie-breaks is used up");
            return;
        }
        computation.Urgent = false;
        var attempt = Lease(computation, peer, purpose);
        if (purpose == AttemptPurpose.TieBreak) budget.Reserve(attempt);
        shares.Charge(computation);
        shares.Update(computation);
    }

    private Attempt Lease(Computation computation, PeerKernel peer, AttemptPurpose purpose)
    {
        var attempt = attempts.Start(computation, peer, purpose);
        var late = (long)(attempt.Expected * Math.Max(3, Slowness(computation.Kernel)));
        // Two outputs that are not reproducible can't be compared, so there is no second attempt beside the first.
        attempt.LateAt = purpose == AttemptPurpose.Replica && computation.Kernel.IsReproducible ? state.Now + attempt.Wait + Math.Max(late, Hedging.LeastDelay) : long.MaxValue;
        if (attempt.LateAt < peer.Peer.EarliestLate) peer.Peer.EarliestLate = attempt.LateAt;
        var slice = computation.FirstSubscriber!;
        state.Effects.Requests.Add(new Outgoing(peer.Peer.Session!.Id, Describe(attempt, slice)));
        state.Report(GridEventKind.Routed, slice.Task, slice.Index, peer.Peer.Id);
        return attempt;
    }

    private static double Slowness(Kernel kernel) => kernel.Slowness.Count < 20 ? 0 : kernel.Slowness.Percentile(0.95) / 100.0;

    private Lease Describe(Attempt attempt, Slice slice)
    {
        var computation = attempt.Computation;
        if (computation.Transfers is { } transfers)
        {
            foreach (var (hash, _) in transfers) (attempt.Peer.Blobs ??= new HeldBlobs()).Add(hash);
        }
        return new Lease
        {
            Attempt = attempt.WireId,
            Key = computation.Key,
            Kind = computation.Kernel.Id.Kind,
            Version = computation.Kernel.Id.Version,
            Input = state.Input(slice),
            Blobs = slice.Blobs.Count == 0 ? [] : References(slice),
            Dependencies = slice.DependsOn.Count == 0 ? [] : Outputs(slice),
            ExpectedUnits = computation.ExpectedUnits,
            MaxUnits = computation.MaxUnits,
            LeaseMs = (int)Math.Min(attempt.LeaseTime / 1000, int.MaxValue),
            Nonce = attempt.Name,
        };
    }

    private List<DataReference> References(Slice slice)
    {
        var references = new List<DataReference>(slice.Blobs.Count);
        for (var i = 0; i < slice.Blobs.Count; i++) references.Add(new DataReference { Hash = slice.Blobs[i], Length = state.BlobLengths(slice)[i] });
        return references;
    }

    private List<DataReference> Outputs(Slice slice)
    {
        var references = new List<DataReference>(slice.DependsOn.Count);
        foreach (var index in slice.DependsOn)
        {
            var output = state.Output(slice.Task.Slices[index]);
            references.Add(new DataReference { Hash = output.OutputHash, Length = output.Length, Data = output.Data });
        }
        return references;
    }
}
