using P2C2R.Protocol;

namespace P2C2R.Coordinator.Blobs;

/// <summary>Keeps a blob from being deleted while it is being stored.</summary>
/// <param name="store">Where.</param>
/// <param name="hash">Which.</param>
internal sealed class BlobPin(BlobStore store, Sha256Hash hash) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => store.Unpin(hash);
}
