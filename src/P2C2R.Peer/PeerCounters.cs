using P2C2R.Protocol;

namespace P2C2R.Peer;

/// <summary>The running figures behind <see cref="PeerStatistics"/>. Safe for threads.</summary>
internal sealed class PeerCounters
{
    private readonly long _start = Environment.TickCount64;
    private long _completed, _failed, _cancelled, _earned, _earnedPromotional, _nanoseconds, _received, _sent;

    public void Complete(long nanoseconds)
    {
        Interlocked.Increment(ref _completed);
        Interlocked.Add(ref _nanoseconds, nanoseconds);
    }

    public void Fail() => Interlocked.Increment(ref _failed);

    public void Cancel() => Interlocked.Increment(ref _cancelled);

    public void Earn(SettledAttempt settled) => Interlocked.Add(ref settled.Ledger == LedgerKind.Promotional ? ref _earnedPromotional : ref _earned, settled.Earned.Value);

    public void Receive(long bytes) => Interlocked.Add(ref _received, bytes);

    public void Send(long bytes) => Interlocked.Add(ref _sent, bytes);

    public PeerStatistics Read(long moreReceived, long moreSent)
    {
        var completed = Interlocked.Read(ref _completed);
        return new PeerStatistics(
            TimeSpan.FromMilliseconds(Environment.TickCount64 - _start),
            completed,
            Interlocked.Read(ref _failed),
            Interlocked.Read(ref _cancelled),
            new NanoDollars(Interlocked.Read(ref _earned)),
            new NanoDollars(Interlocked.Read(ref _earnedPromotional)),
            completed == 0 ? 0 : Interlocked.Read(ref _nanoseconds) / 1e6 / completed,
            Interlocked.Read(ref _received) + moreReceived,
            Interlocked.Read(ref _sent) + moreSent);
    }
}
