using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A kernel that this coordinator prices: who waits for it and who has room for it.</summary>
internal sealed class Kernel(KernelId id, long rate, int index, bool isReproducible)
{
    public KernelId Id { get; } = id;

    /// <summary>Work units in a reference second.</summary>
    public long Rate { get; } = rate;

    public int Index { get; } = index;

    /// <summary>Whether two honest peers give the same bytes. Where not, nothing is shared, recalled, compared or hedged.</summary>
    public bool IsReproducible { get; } = isReproducible;

    /// <summary>Accounts with computations that wait, by virtual time and then account; a time may be out of date and is mended when it comes first.</summary>
    public PriorityQueue<AccountQueue, (double VirtualTime, long Account)> Ready { get; } = new();

    /// <summary>Peers that have it and room, in no order that matters but the same one in every replay.</summary>
    public List<PeerKernel> Room { get; } = [];

    /// <summary>Computations for which no able peer had room; looked at again when somebody has, and on ticks.</summary>
    public Queue<(Computation Computation, int Stamp)> Parked { get; } = new();

    /// <summary>Whether a peer has got room since the parked ones were looked at.</summary>
    public bool RoomIsNew { get; set; }

    /// <summary>Where the next sample of <see cref="Room"/> begins.</summary>
    public int Cursor { get; set; }

    /// <summary>Actual time over expected time, in percent: when a computation is late.</summary>
    public Histogram Slowness { get; } = new();

    public long AttemptsStarted { get; set; }

    /// <summary>Milliseconds of agreed attempts, in microseconds.</summary>
    public Histogram Processing { get; } = new();

    public long ComputationsAgreed { get; set; }

    public long UnitsAgreed { get; set; }
}
