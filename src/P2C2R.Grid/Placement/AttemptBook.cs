using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Starts and ends attempts: leases, their rows, the room and the record of peers.</summary>
internal sealed class AttemptBook(GridState state, FeeBudget budget)
{
    /// <summary>A peer never has more attempts than that, however short they are: it must be able to declare them in one message.</summary>
    private const int MaxActive = 1024;

    /// <summary>Step 6: leases a computation to a peer. The caller has reserved what it may cost the fees.</summary>
    /// <param name="computation">What.</param>
    /// <param name="with">To whom.</param>
    /// <param name="purpose">Why.</param>
    /// <param name="declared">The id under which the peer has been working on it since an older epoch, or null.</param>
    public Attempt Start(Computation computation, PeerKernel with, AttemptPurpose purpose, AttemptId? declared = null)
    {
        var id = new AttemptId(state.Epoch, ++state.LastAttempt);
        var attempt = new Attempt(id, declared ?? id, computation, with, purpose) { LeasedAt = state.Now };
        var peer = with.Peer;
        attempt.Expected = with.Expect(computation.ExpectedUnits);
        attempt.Wait = peer.Wait;
        attempt.LeaseTime = Math.Max(3 * state.Options.HeartbeatInterval, (4 * (attempt.Expected + attempt.Wait)) + (10 * GridOptions.Second));
        attempt.ExpiresAt = state.Now + attempt.LeaseTime;
        computation.Attempts.Add(attempt);
        if (declared is { } old) (peer.Adopted ??= []).Add(old, attempt);
        else state.Attempts.Add(id, attempt);
        attempt.ActiveIndex = peer.Active.Count;
        peer.Active.Add(attempt);
        peer.Backlog += attempt.Expected;
        if (attempt.ExpiresAt < peer.EarliestExpiry) peer.EarliestExpiry = attempt.ExpiresAt;
        if (peer.BusyIndex < 0)
        {
            peer.BusyIndex = state.Busy.Count;
            state.Busy.Add(peer);
        }
        UpdateRoom(peer);
        computation.Kernel.AttemptsStarted++;
        state.Statistics.AttemptsStarted++;
        return attempt;
    }

    /// <summary>An attempt that this session's peer has not ended, or null: somebody else's is not told apart from none.</summary>
    public Attempt? Find(Session session, AttemptId id)
    {
        if (session.Peer is not { } peer) return null;
        if (state.Attempts.TryGetValue(id, out var attempt)) return attempt.Peer == peer ? attempt : null;
        return peer.Adopted?.GetValueOrDefault(id);
    }

    /// <summary>Step 8: its output, or what commits to it, is here. The peer has room again.</summary>
    public void Receive(Attempt attempt, AttemptDone done)
    {
        attempt.OutputHash = done.Hash;
        attempt.Length = done.Length;
        attempt.Units = done.Units;
        attempt.ComputeMs = double.IsFinite(done.ComputeMs) ? Math.Clamp(done.ComputeMs, 0, 1e12) : 0;
        attempt.Output = done.Length <= Limits.MaxInlineOutputBytes ? done.Output : null;
        attempt.Commitment = done.Commitment ?? default;
        attempt.Arrival = ++attempt.Computation.Arrivals;
        attempt.Move(AttemptState.Received);
        var took = state.Now - attempt.LeasedAt - attempt.Wait;
        if (attempt.Expected > 0) attempt.Computation.Kernel.Slowness.Add(took * 100 / attempt.Expected);
        LeavePeer(attempt);
        attempt.With.Learn(attempt.Units, attempt.ComputeMs);
        state.Touch(attempt.Peer);
    }

    /// <summary>Ends an attempt and writes its row.</summary>
    public void End(Attempt attempt, AttemptState to, ErrorCode code = ErrorCode.None, string? reason = null, long earned = 0, LedgerKind ledger = LedgerKind.Usd)
    {
        var wasReceived = attempt.State == AttemptState.Received;
        attempt.Move(to);
        if (!wasReceived) LeavePeer(attempt);
        if (attempt.WireId == attempt.Id) state.Attempts.Remove(attempt.Id);
        else attempt.Peer.Adopted!.Remove(attempt.WireId);
        attempt.Output = null;
        Record(attempt, earned, ledger, wasReceived);
        state.Effects.Rows.Attempts.Add(new AttemptRow
        {
            Id = attempt.Id,
            Key = attempt.Computation.Key,
            Peer = attempt.Peer.Id,
            Task = attempt.Computation.LastPayer?.Number ?? 0,
            State = to,
            Code = code,
            Reason = reason,
            OutputHash = attempt.OutputHash,
            Units = attempt.Units,
            Earned = new NanoDollars(earned),
            Ledger = ledger,
            LeasedAt = attempt.LeasedAt,
            EndedAt = state.Now,
        });
        budget.Release(attempt.Computation);
    }

    /// <summary>Ends an attempt that nobody needs, and tells its peer to stop.</summary>
    public void Cancel(Attempt attempt)
    {
        if (attempt.State == AttemptState.Leased) TellToStop(attempt);
        End(attempt, AttemptState.Cancelled);
    }

    /// <summary>Gives back what a computation that is over had reserved, unless one of its attempts can still earn.</summary>
    public void ReleaseBudget(Computation computation) => budget.Release(computation);

    /// <summary>Lets an attempt go on after the verdict: it is the late one of a hedged pair, and earns its pay if it is honest.</summary>
    public static void LetGoOn(Attempt attempt)
    {
        attempt.IsOverdue = true;
        attempt.Peer.Overdue++;
    }

    /// <summary>Tells a peer to stop.</summary>
    public void TellToStop(Attempt attempt)
    {
        if (attempt.Peer.Session is { } session) state.Effects.Requests.Add(new Outgoing(session.Id, new CancelAttempt { Attempt = attempt.WireId }));
    }

    /// <summary>Puts a peer among those with room for its kernels, or takes it out.</summary>
    public void UpdateRoom(PeerAccount peer)
    {
        var hasRoom = peer.Session is not null && !peer.Draining && peer.Active.Count < MaxActive
            && (peer.Active.Count < peer.Slots || peer.Backlog / peer.Slots < state.Options.PrefetchHorizon);
        if (hasRoom == peer.HasRoom) return;
        peer.HasRoom = hasRoom;
        foreach (var kernel in peer.Kernels)
        {
            if (kernel is null) continue;
            if (hasRoom && kernel.Offered) AddRoom(kernel);
            else if (kernel.RoomIndex >= 0) RemoveRoom(kernel);
        }
    }

    private static void AddRoom(PeerKernel kernel)
    {
        kernel.RoomIndex = kernel.Kernel.Room.Count;
        kernel.Kernel.Room.Add(kernel);
        kernel.Kernel.RoomIsNew = true;
    }

    private static void RemoveRoom(PeerKernel kernel)
    {
        var room = kernel.Kernel.Room;
        var last = room[^1];
        room[kernel.RoomIndex] = last;
        last.RoomIndex = kernel.RoomIndex;
        room.RemoveAt(room.Count - 1);
        kernel.RoomIndex = -1;
    }

    private void LeavePeer(Attempt attempt)
    {
        var peer = attempt.Peer;
        var last = peer.Active[^1];
        peer.Active[attempt.ActiveIndex] = last;
        last.ActiveIndex = attempt.ActiveIndex;
        peer.Active.RemoveAt(peer.Active.Count - 1);
        attempt.ActiveIndex = -1;
        peer.Backlog -= attempt.Expected;
        if (attempt.IsOverdue) peer.Overdue--;
        if (peer.Active.Count == 0)
        {
            var lastBusy = state.Busy[^1];
            state.Busy[peer.BusyIndex] = lastBusy;
            lastBusy.BusyIndex = peer.BusyIndex;
            state.Busy.RemoveAt(state.Busy.Count - 1);
            peer.BusyIndex = -1;
            peer.EarliestExpiry = peer.EarliestLate = long.MaxValue;
        }
        UpdateRoom(peer);
    }

    private void Record(Attempt attempt, long earned, LedgerKind ledger, bool wasReceived)
    {
        var peer = attempt.Peer;
        switch (attempt.State)
        {
            case AttemptState.Agreed:
                peer.TasksCompleted++;
                peer.Total += earned;
                break;
            case AttemptState.Disputed:
                peer.AttemptsDisputed++;
                state.Statistics.Disputes++;
                break;
            case AttemptState.Failed or AttemptState.Expired:
                peer.AttemptsFailed++;
                break;
        }
        if (attempt.State != AttemptState.Cancelled) state.Touch(peer);
        if (!wasReceived && attempt.State != AttemptState.Agreed) return;
        if (peer.Settled is not { Count: > 0 }) state.Unsettled.Add(peer);
        (peer.Settled ??= []).Add(new SettledAttempt { Attempt = attempt.WireId, State = attempt.State, Earned = new NanoDollars(earned), Ledger = ledger });
    }
}
