using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>What a peer must have to compute a task. Only slices with the same requirements share a computation in flight.</summary>
internal sealed class Requirements(long memoryBytes, bool gpu, IReadOnlyList<AccountId> peers)
{
    /// <summary>Any peer will do.</summary>
    public static Requirements None { get; } = new(0, false, []);

    public long MemoryBytes { get; } = memoryBytes;

    public bool Gpu { get; } = gpu;

    /// <summary>Only these; empty for any.</summary>
    public IReadOnlyList<AccountId> Peers { get; } = peers;

    public bool AreMetBy(PeerAccount peer)
    {
        if (ReferenceEquals(this, None)) return true;
        if (peer.MemoryBytes / peer.Slots < MemoryBytes || (Gpu && !peer.Gpu)) return false;
        if (Peers.Count == 0) return true;
        foreach (var named in Peers)
        {
            if (named == peer.Id) return true;
        }
        return false;
    }

    public bool SameAs(Requirements other) =>
        ReferenceEquals(this, other) || (MemoryBytes == other.MemoryBytes && Gpu == other.Gpu && Peers.SequenceEqual(other.Peers));
}
