using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>The speed of a peer at one kernel, as learned from its attempts.</summary>
public sealed record PeerSpeed
{
    /// <summary>The kernel.</summary>
    public required KernelId Kernel { get; init; }

    /// <summary>Work units per second in one slot.</summary>
    public required double UnitsPerSecond { get; init; }

    /// <summary>Attempts behind it.</summary>
    public required long Samples { get; init; }
}
