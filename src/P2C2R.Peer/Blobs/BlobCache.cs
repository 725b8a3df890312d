using System.Security.Cryptography;
using P2C2R.Protocol;

namespace P2C2R.Peer.Blobs;

/// <summary>
/// Blobs in a folder, a file each, named by its hash; the least recently used ones go when there is no room. No file gets its
/// name, and none left by an earlier run is used, before its bytes were hashed. Safe for threads.
/// </summary>
internal sealed class BlobCache
{
    private readonly string _folder;
    private readonly long _maxBytes;
    private readonly Func<DataReference, Stream, CancellationToken, Task<string?>> _download;
    private readonly CancellationToken _lifetime;
    private readonly Lock _lock = new();
    private readonly Dictionary<Sha256Hash, BlobEntry> _entries = [];
    private readonly Dictionary<Sha256Hash, Task<string?>> _fetches = [];
    private long _bytes, _uses, _temporaries;

    /// <summary>A cache over what an earlier run left.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="maxBytes">Bytes of all blobs together.</param>
    /// <param name="download">Writes a blob's bytes to a stream; null, or what went wrong.</param>
    /// <param name="lifetime">Ends all fetches.</param>
    public BlobCache(string folder, long maxBytes, Func<DataReference, Stream, CancellationToken, Task<string?>> download, CancellationToken lifetime)
    {
        _folder = folder;
        _maxBytes = maxBytes;
        _download = download;
        _lifetime = lifetime;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal))
        {
            if (Sha256Hash.TryParse(file.Name, out var hash)) Add(hash, new BlobEntry { Length = file.Length });
            else file.Delete();
        }
    }

    /// <summary>The blobs here, most recently used first.</summary>
    public IReadOnlyList<Sha256Hash> Announce()
    {
        lock (_lock) return [.. _entries.OrderByDescending(e => e.Value.LastUse).Take(Limits.MaxHeldBlobs).Select(e => e.Key)];
    }

    /// <summary>A blob, fetched where it isn't here; or what went wrong.</summary>
    public async Task<(HeldBlob? Blob, string? Error)> GetAsync(DataReference reference, CancellationToken cancellation)
    {
        if (reference.Length < 0 || reference.Length > Math.Min(_maxBytes, Limits.MaxBlobBytes - 1)) return (null, $"blob {reference.Hash} has {reference.Length} bytes, more than this peer keeps");
        // A second round where it was there but spoilt, or went between its fetch and its use.
        for (var round = 0; round < 3; round++)
        {
            if (TryHold(reference) is { } held) return (held, null);
            Task<string?>? fetch;
            lock (_lock)
            {
                if (!_fetches.TryGetValue(reference.Hash, out fetch))
                {
                    fetch = Task.Run(() => FetchAsync(reference), CancellationToken.None);
                    _fetches[reference.Hash] = fetch;
                }
            }

            if (await fetch.WaitAsync(cancellation).ConfigureAwait(false) is { } error) return (null, error);
        }

        return (null, $"blob {reference.Hash} doesn't stay in the cache; there is no room");
    }

    private HeldBlob? TryHold(DataReference reference)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(reference.Hash, out var entry) || !entry.Verified || entry.Length != reference.Length) return null;
            entry.Holders++;
            entry.LastUse = ++_uses;
            return new HeldBlob(PathOf(reference.Hash), () => Release(entry));
        }
    }

    private void Release(BlobEntry entry)
    {
        lock (_lock) entry.Holders--;
    }

    private async Task<string?> FetchAsync(DataReference reference)
    {
        try
        {
            if (await VerifyAsync(reference.Hash).ConfigureAwait(false)) return null;
            return await DownloadAsync(reference).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            return $"blob {reference.Hash} can't be stored: {e.Message}";
        }
        finally
        {
            lock (_lock) _fetches.Remove(reference.Hash);
        }
    }

    /// <summary>Hashes a file of an earlier run; false where there is none or it is spoilt, and then it is gone.</summary>
    private async Task<bool> VerifyAsync(Sha256Hash hash)
    {
        BlobEntry? entry;
        lock (_lock) entry = _entries.GetValueOrDefault(hash);
        if (entry is null) return false;
        byte[] actual = [];
        if (File.Exists(PathOf(hash)))
        {
            var file = File.OpenRead(PathOf(hash));
            await using (file.ConfigureAwait(false)) actual = await SHA256.HashDataAsync(file, _lifetime).ConfigureAwait(false);
        }

        lock (_lock)
        {
            entry.Verified = actual.Length == Sha256Hash.Size && new Sha256Hash(actual) == hash;
            if (!entry.Verified) Evict(hash, entry);
            return entry.Verified;
        }
    }

    private async Task<string?> DownloadAsync(DataReference reference)
    {
        var temporary = Path.Combine(_folder, $"{Interlocked.Increment(ref _temporaries)}.part");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
            await using (file.ConfigureAwait(false))
            {
                var hashing = new HashingStream(file, hash, reference.Length);
                await using (hashing.ConfigureAwait(false))
                {
                    if (await _download(reference, hashing, _lifetime).ConfigureAwait(false) is { } error) return error;
                    if (hashing.Length != reference.Length) return $"blob {reference.Hash} should have {reference.Length} bytes; {hashing.Length} came";
                }
            }

            if (new Sha256Hash(hash.GetHashAndReset()) != reference.Hash) return $"blob {reference.Hash}: the bytes that came have another hash";
            lock (_lock)
            {
                File.Move(temporary, PathOf(reference.Hash), overwrite: true);
                Add(reference.Hash, new BlobEntry { Length = reference.Length, Verified = true });
            }

            return null;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private void Add(Sha256Hash hash, BlobEntry entry)
    {
        if (_entries.Remove(hash, out var old)) _bytes -= old.Length;
        entry.LastUse = ++_uses;
        _entries[hash] = entry;
        _bytes += entry.Length;
        foreach (var (oldHash, oldEntry) in _entries.Where(e => e.Value.Holders == 0 && e.Value != entry).OrderBy(e => e.Value.LastUse).ToList())
        {
            if (_bytes <= _maxBytes) break;
            Evict(oldHash, oldEntry);
        }
    }

    private void Evict(Sha256Hash hash, BlobEntry entry)
    {
        _entries.Remove(hash);
        _bytes -= entry.Length;
        File.Delete(PathOf(hash));
    }

    private string PathOf(Sha256Hash hash) => Path.Combine(_folder, hash.ToString());
}
