namespace P2C2R.Grid;

/// <summary>A peer and a kernel that it has: how fast it is.</summary>
internal sealed class PeerKernel(PeerAccount peer, Kernel kernel)
{
    private const double Weight = 0.2;

    /// <summary>Learned speeds stay within this factor of the reference rate: a peer's word for its time is not proof.</summary>
    private const double Credible = 1000;

    public PeerAccount Peer { get; } = peer;

    public Kernel Kernel { get; } = kernel;

    /// <summary>Whether its present session announced it.</summary>
    public bool Offered { get; set; }

    /// <summary>Work units per second in one slot: learned, or announced where nothing was learned, or the rate.</summary>
    public double UnitsPerSecond { get; set; } = kernel.Rate;

    /// <summary>Attempts behind it.</summary>
    public long Samples { get; set; }

    /// <summary>Place in <see cref="Kernel.Room"/>, or -1.</summary>
    public int RoomIndex { get; set; } = -1;

    /// <summary>Microseconds that so many units take it.</summary>
    public long Expect(long units) => (long)Math.Min(units / UnitsPerSecond * GridOptions.Second, long.MaxValue / 1024);

    /// <summary>Takes the peer's own measurement where nothing was learned yet.</summary>
    public void Announce(double unitsPerSecond)
    {
        if (Samples == 0 && unitsPerSecond > 0) UnitsPerSecond = Clamp(unitsPerSecond);
    }

    /// <summary>Learns from an attempt (exponentially weighted moving average).</summary>
    public void Learn(long units, double computeMs)
    {
        if (units <= 0 || !(computeMs > 0)) return;
        var observed = Clamp(units / computeMs * 1000);
        UnitsPerSecond = Samples == 0 ? observed : UnitsPerSecond + (Weight * (observed - UnitsPerSecond));
        Samples++;
    }

    private double Clamp(double unitsPerSecond) => Math.Clamp(unitsPerSecond, Kernel.Rate / Credible, Kernel.Rate * Credible);
}
