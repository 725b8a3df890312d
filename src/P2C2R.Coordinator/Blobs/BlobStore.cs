using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Blobs;

/// <summary>
/// Bytes by their SHA-256, in folders by its first two digits. A blob appears under its name only when all of it is on the
/// disk (temporary name, hash, fsync, rename, fsync of the folder), and what is read is hashed again: bytes that have
/// changed are moved to <c>bad/</c> and never sent as if they were right.
/// </summary>
internal sealed class BlobStore
{
    private const int ChunkBytes = 64 << 10;
    private readonly IBlobFiles _files;
    private readonly Lock _lock = new();
    private readonly Dictionary<Sha256Hash, int> _pinned = [];
    private long _temporary;

    /// <summary>Opens a store; half-written files of an earlier run are removed.</summary>
    public BlobStore(IBlobFiles files)
    {
        _files = files;
        foreach (var leftover in files.List("tmp").ToList()) files.Delete(leftover);
    }

    /// <summary>Keeps a blob from being deleted until the result is disposed: for whoever stores it, until its row is on the disk.</summary>
    public BlobPin Pin(Sha256Hash hash)
    {
        lock (_lock) _pinned[hash] = _pinned.GetValueOrDefault(hash) + 1;
        return new BlobPin(this, hash);
    }

    /// <summary>Whether somebody is storing it right now.</summary>
    public bool IsPinned(Sha256Hash hash)
    {
        lock (_lock) return _pinned.ContainsKey(hash);
    }

    /// <summary>Stores bytes that should have this hash. The stream is read to its end, even where the blob is there: only who has the bytes may call it his.</summary>
    public async Task<(PutOutcome Outcome, long Length)> PutAsync(Sha256Hash hash, Stream content, long mostBytes, CancellationToken cancellation)
    {
        var temporary = $"tmp/{hash}.{Interlocked.Increment(ref _temporary)}";
        try
        {
            long length;
            var file = _files.Create(temporary);
            await using (file.ConfigureAwait(false))
            {
                var copied = await CopyAsync(content, file, mostBytes, cancellation).ConfigureAwait(false);
                if (copied is not { } written) return (PutOutcome.TooBig, 0);
                if (written.Hash != hash) return (PutOutcome.HashMismatch, written.Length);
                length = written.Length;
                _files.Sync(file);
            }

            _files.Move(temporary, NameOf(hash));
            _files.SyncFolder(FolderOf(hash));
            // The folder itself may be new.
            _files.SyncFolder("blobs");
            _files.SyncFolder(".");
            return (PutOutcome.Stored, length);
        }
        catch (IOException e) when (IsDiskFull(e))
        {
            return (PutOutcome.NoSpace, 0);
        }
        finally
        {
            TryDelete(temporary);
        }
    }

    /// <summary>Opens a blob as it is, unchecked; null where it isn't there.</summary>
    public Stream? Open(Sha256Hash hash) => _files.OpenRead(NameOf(hash));

    /// <summary>Reads a whole blob; null where it isn't there or isn't what its name says (then it is put aside).</summary>
    /// <param name="hash">Its name.</param>
    /// <param name="nonce">Of the attempt that committed to it.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<BlobFacts?> InspectAsync(Sha256Hash hash, string nonce, CancellationToken cancellation)
    {
        var file = Open(hash);
        if (file is null) return null;
        using var plain = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var committed = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        committed.AppendData(Encoding.UTF8.GetBytes(nonce));
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var tail = new byte[OutputTrailer.Size];
        long length = 0;
        await using (file.ConfigureAwait(false))
        {
            int read;
            while ((read = await file.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
            {
                plain.AppendData(buffer, 0, read);
                committed.AppendData(buffer, 0, read);
                KeepTail(tail, buffer.AsSpan(0, read));
                length += read;
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
        if (new Sha256Hash(plain.GetHashAndReset()) != hash)
        {
            Quarantine(hash);
            return null;
        }

        OutputTrailer? trailer = length >= OutputTrailer.Size && OutputTrailer.TryRead(tail, out var read9) ? read9 : null;
        return new BlobFacts(length, trailer, new Sha256Hash(committed.GetHashAndReset()));
    }

    /// <summary>Puts a damaged blob aside, for the operator to look at.</summary>
    public void Quarantine(Sha256Hash hash)
    {
        try
        {
            _files.Move(NameOf(hash), $"bad/{hash}");
        }
        catch (IOException)
        {
            // Somebody has just done the same, or the disk is failing: it was not sent either way.
        }
    }

    /// <summary>Deletes a blob that nothing names any more, unless it is being stored again.</summary>
    public void Delete(Sha256Hash hash)
    {
        lock (_lock)
        {
            if (!_pinned.ContainsKey(hash)) TryDelete(NameOf(hash));
        }
    }

    internal void Unpin(Sha256Hash hash)
    {
        lock (_lock)
        {
            if (--_pinned[hash] == 0) _pinned.Remove(hash);
        }
    }

    private static string FolderOf(Sha256Hash hash) => $"blobs/{hash.ToString()[..2]}";

    private static string NameOf(Sha256Hash hash) => $"{FolderOf(hash)}/{hash}";

    private static async Task<(Sha256Hash Hash, long Length)?> CopyAsync(Stream from, Stream to, long mostBytes, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            long length = 0;
            int read;
            // Yielding: hashing and writing are nothing for the thread that watches the sockets.
            while ((read = await from.ReadAsync(buffer, cancellation).AsTask().ConfigureAwait(ConfigureAwaitOptions.ForceYielding)) > 0)
            {
                length += read;
                if (length > mostBytes) return null;
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            }

            return (new Sha256Hash(hash.GetHashAndReset()), length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Keeps the last bytes of what has gone by.</summary>
    private static void KeepTail(Span<byte> tail, ReadOnlySpan<byte> next)
    {
        if (next.Length >= tail.Length)
        {
            next[^tail.Length..].CopyTo(tail);
            return;
        }

        tail[next.Length..].CopyTo(tail);
        next.CopyTo(tail[^next.Length..]);
    }

    private void TryDelete(string name)
    {
        try
        {
            _files.Delete(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A leftover costs space until the next start removes it.
        }
    }

    private static bool IsDiskFull(IOException e)
    {
        const int noSpaceUnix = 28;
        const int quotaUnix = 122;
        const int diskFullWindows = unchecked((int)0x80070070);
        return e.HResult is noSpaceUnix or quotaUnix or diskFullWindows;
    }
}
