using System.Collections.Concurrent;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Connections;

/// <summary>Outputs that peers were asked to upload: a peer may store nothing else. Requests are not stored; after a restart they are made again.</summary>
internal sealed class UploadBook
{
    private readonly ConcurrentDictionary<AttemptId, (AccountId Peer, Sha256Hash Hash)> _expected = new();

    /// <summary>A peer is being asked.</summary>
    public void Expect(AccountId peer, AttemptId attempt, Sha256Hash hash) => _expected[attempt] = (peer, hash);

    /// <summary>Whether this peer was asked for these bytes.</summary>
    public bool IsExpected(AccountId peer, Sha256Hash hash) => _expected.Values.Any(e => e.Peer == peer && e.Hash == hash);

    /// <summary>The hash that this peer was asked for by this attempt, once; null where it wasn't.</summary>
    public Sha256Hash? Take(AccountId peer, AttemptId attempt) =>
        _expected.TryGetValue(attempt, out var expected) && expected.Peer == peer && _expected.TryRemove(attempt, out _) ? expected.Hash : null;

    /// <summary>A peer is gone: what it was asked for it must be asked for again.</summary>
    public void Forget(AccountId peer)
    {
        foreach (var (attempt, expected) in _expected)
        {
            if (expected.Peer == peer) _expected.TryRemove(attempt, out _);
        }
    }
}
