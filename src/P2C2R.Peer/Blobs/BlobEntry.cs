namespace P2C2R.Peer.Blobs;

/// <summary>A blob in the cache.</summary>
internal sealed class BlobEntry
{
    public required long Length { get; init; }

    /// <summary>Attempts that use it now.</summary>
    public int Holders { get; set; }

    /// <summary>Order of use; higher is later.</summary>
    public long LastUse { get; set; }

    /// <summary>Whether this process has seen that its bytes have the right hash.</summary>
    public bool Verified { get; set; }
}
