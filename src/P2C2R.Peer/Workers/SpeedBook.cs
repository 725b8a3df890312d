using P2C2R.Protocol;

namespace P2C2R.Peer.Workers;

/// <summary>How long items of each kernel take here, learned as they end. Under the pool's lock.</summary>
internal sealed class SpeedBook
{
    private const double NewWeight = 0.2;
    private const long UnknownNs = 1_000_000_000;

    private readonly Dictionary<KernelId, double> _nsPerUnit = [];
    private KernelId _lastKernel;
    private double _lastNsPerUnit;

    /// <summary>Nanoseconds expected.</summary>
    public long Expect(WorkItem item)
    {
        var ns = (item.Kernel == _lastKernel ? _lastNsPerUnit : Find(item.Kernel)) * Math.Max(1, item.ExpectedUnits);
        return ns < long.MaxValue / 1024 ? (long)ns : long.MaxValue / 1024;
    }

    /// <summary>Learns from an item that ended with an output.</summary>
    public void Learn(WorkItem item, WorkOutcome outcome)
    {
        var measured = Math.Max(1.0, outcome.Nanoseconds) / Math.Max(1, outcome.Units);
        var learned = _nsPerUnit.TryGetValue(item.Kernel, out var old) ? old + ((measured - old) * NewWeight) : measured;
        _nsPerUnit[item.Kernel] = learned;
        _lastKernel = item.Kernel;
        _lastNsPerUnit = learned;
    }

    private double Find(KernelId kernel)
    {
        if (_nsPerUnit.TryGetValue(kernel, out var learned)) return learned;
        return WorkRates.Default.TryGetValue(kernel, out var rate) ? 1e9 / rate : UnknownNs;
    }
}
