using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Hellos and goodbyes: registers accounts, recognises them by their token, opens and closes sessions.</summary>
internal sealed class Registration(GridState state, Delivery delivery, AttemptBook attempts, ReturningPeers returning)
{
    /// <summary>A gamer said hello. It may have several connections.</summary>
    public void Open(OpenGamerSession command)
    {
        var gamer = command.NewToken is null ? Recognise<GamerAccount>(command.Session, command.TokenHash) : RegisterGamer(command);
        if (gamer is null) return;
        gamer.LastSeenAt = state.Now;
        gamer.Sessions++;
        state.Touch(gamer);
        state.Statistics.GamersConnected++;
        state.Sessions.Add(command.Session, new Session(command.Session, gamer, null));
        delivery.Promise(command.Session, Welcome(gamer, command.NewToken, gamer.Spendable));
        state.Effects.Events.Add(new GridEvent(GridEventKind.GamerJoined, null, -1, gamer.Id, AccountId.None, Detail: gamer.Name));
    }

    /// <summary>A peer said hello. A second connection of the same account replaces the first.</summary>
    public void Open(OpenPeerSession command)
    {
        var peer = command.NewToken is null ? Recognise<PeerAccount>(command.Session, command.TokenHash) : RegisterPeer(command);
        if (peer is null) return;
        if (peer.Session is { } old)
        {
            state.Effects.Closed.Add(old.Id);
            Leave(old, peer);
        }
        Join(peer, command);
        delivery.Promise(command.Session, Welcome(peer, command.NewToken, peer.Released));
        state.Effects.Events.Add(new GridEvent(GridEventKind.PeerJoined, null, -1, AccountId.None, peer.Id, Detail: peer.Name));
        returning.Resume(peer, command.Hello.Computing);
    }

    /// <summary>A connection is gone.</summary>
    public void Close(SessionId id)
    {
        if (!state.Sessions.TryGetValue(id, out var session)) return;
        if (session.Peer is { } peer)
        {
            Leave(session, peer);
            returning.FailOver(peer);
            return;
        }
        state.Sessions.Remove(id);
        state.Statistics.GamersConnected--;
        session.Gamer!.Sessions--;
        session.Gamer.LastSeenAt = state.Now;
        state.Touch(session.Gamer);
        state.Effects.Events.Add(new GridEvent(GridEventKind.GamerLeft, null, -1, session.Gamer.Id, AccountId.None));
        foreach (var task in state.Admitting)
        {
            if (task.Interested.Remove(id) && task.Interested.Count == 0) task.OrphanedAt = state.Now;
        }
    }

    /// <summary>A peer wants nothing new.</summary>
    public void Drain(Session session)
    {
        if (session.Peer is not { } peer) return;
        peer.Draining = true;
        attempts.UpdateRoom(peer);
    }

    private void Join(PeerAccount peer, OpenPeerSession command)
    {
        var hello = command.Hello;
        peer.Session = new Session(command.Session, null, peer);
        state.Sessions.Add(command.Session, peer.Session);
        peer.Draining = false;
        peer.Slots = Math.Clamp(hello.Slots, 1, Limits.MaxSlots);
        peer.MemoryBytes = Math.Max(0, hello.Device.MemoryBytes);
        peer.Gpu = hello.Device.Gpu;
        peer.LastSeenAt = peer.ConnectedSince = state.Now;
        peer.Blobs = null;
        foreach (var blob in hello.Blobs) (peer.Blobs ??= new HeldBlobs()).Add(blob);
        foreach (var offered in hello.Kernels)
        {
            if (!state.KernelsById.TryGetValue(new KernelId(offered.Kind, offered.Version), out var kernel)) continue;
            var known = peer.Kernels[kernel.Index] ??= new PeerKernel(peer, kernel);
            known.Offered = true;
            known.Announce(offered.UnitsPerSecond);
        }
        state.Statistics.PeersConnected++;
        state.Statistics.SlotsConnected += peer.Slots;
        state.Touch(peer);
        attempts.UpdateRoom(peer);
    }

    private void Leave(Session session, PeerAccount peer)
    {
        state.Sessions.Remove(session.Id);
        peer.Session = null;
        attempts.UpdateRoom(peer);
        foreach (var kernel in peer.Kernels)
        {
            if (kernel is not null) kernel.Offered = false;
        }
        peer.CountConnected(state.Now);
        peer.LastSeenAt = state.Now;
        state.Touch(peer);
        state.Statistics.PeersConnected--;
        state.Statistics.SlotsConnected -= peer.Slots;
        state.Effects.Events.Add(new GridEvent(GridEventKind.PeerLeft, null, -1, AccountId.None, peer.Id));
    }

    private T? Recognise<T>(SessionId session, Sha256Hash tokenHash) where T : AccountHolder
    {
        if (state.ByToken.TryGetValue(tokenHash, out var account) && account is T known) return known;
        delivery.Refuse(session, ErrorCode.BadToken, "the token names no account of this role here; leave it out to register");
        state.Effects.Closed.Add(session);
        return null;
    }

    private GamerAccount RegisterGamer(OpenGamerSession command)
    {
        var gamer = new GamerAccount(new AccountId(++state.LastAccount), command.Name, command.TokenHash, state.Now, state.Kernels.Length);
        state.ByToken.Add(gamer.TokenHash, gamer);
        state.Gamers.Add(gamer.Id, gamer);
        var grant = state.Options.PromotionalGrant.Value;
        if (grant - state.Books.Pool.Value <= state.Options.PromotionalCap.Value)
        {
            state.Move(state.Books.Pool, gamer.Spendable[(int)LedgerKind.Promotional], grant, TransferReason.Grant, 0, null);
        }
        return gamer;
    }

    private PeerAccount RegisterPeer(OpenPeerSession command)
    {
        var peer = new PeerAccount(new AccountId(++state.LastAccount), command.Hello.Name, command.TokenHash, state.Now, state.Kernels.Length);
        state.ByToken.Add(peer.TokenHash, peer);
        state.Peers.Add(peer.Id, peer);
        return peer;
    }

    private Welcome Welcome(AccountHolder account, string? token, Balance[] balances) => new()
    {
        Account = account.Id.ToString(),
        Token = token,
        Epoch = state.Epoch,
        HeartbeatMs = (int)(state.Options.HeartbeatInterval / 1000),
        PeerRate = state.Options.PeerRate,
        FeePercent = state.Options.FeePercent,
        DataRate = state.Options.DataRate,
        Balance = new NanoDollars(balances[(int)LedgerKind.Usd].Value),
        Promotional = new NanoDollars(balances[(int)LedgerKind.Promotional].Value),
        Rates = state.Rates,
    };
}
