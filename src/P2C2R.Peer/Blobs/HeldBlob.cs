namespace P2C2R.Peer.Blobs;

/// <summary>A blob in the cache that stays there until this is disposed.</summary>
/// <param name="path">Its file.</param>
/// <param name="release">Lets go of it.</param>
internal sealed class HeldBlob(string path, Action release) : IDisposable
{
    private Action? _release = release;

    /// <summary>Its file; the bytes have the right hash.</summary>
    public string Path { get; } = path;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
