using P2C2R.Peer.Attempts;
using P2C2R.Protocol;

namespace P2C2R.Peer;

/// <summary>Makes events, where anybody listens.</summary>
internal sealed class PeerReports
{
    /// <summary>From any thread; listeners are quick.</summary>
    public event Action<PeerEvent>? Happened;

    public void Notice(string message) => Happened?.Invoke(new PeerEvent(PeerEventKind.Notice) { Message = message });

    public void Raise(PeerEventKind kind, string message) => Happened?.Invoke(new PeerEvent(kind) { Message = message });

    public void Raise(PeerEventKind kind, Attempt attempt) => Happened?.Invoke(new PeerEvent(kind) { Attempt = attempt.Id, Kernel = attempt.Kernel });

    public void Raise(Attempt attempt, AttemptDone done) =>
        Happened?.Invoke(new PeerEvent(PeerEventKind.Done) { Attempt = attempt.Id, Kernel = attempt.Kernel, Milliseconds = done.ComputeMs, Units = done.Units });

    public void Raise(Attempt attempt, ErrorCode code, string reason) =>
        Happened?.Invoke(new PeerEvent(PeerEventKind.Failed) { Attempt = attempt.Id, Kernel = attempt.Kernel, Code = code, Message = reason });

    public void Raise(SettledAttempt settled) =>
        Happened?.Invoke(new PeerEvent(PeerEventKind.Settled) { Attempt = settled.Attempt, State = settled.State, Earned = settled.Earned, Ledger = settled.Ledger });
}
