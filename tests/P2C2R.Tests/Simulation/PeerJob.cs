using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>An attempt at a peer.</summary>
public sealed class PeerJob
{
    public required Lease Lease { get; init; }

    public bool IsRunning { get; set; }

    /// <summary>The answer, once there is one; kept until the verdict is told.</summary>
    public Message? Answer { get; set; }

    public SimulatedOutput? Output { get; set; }
}
