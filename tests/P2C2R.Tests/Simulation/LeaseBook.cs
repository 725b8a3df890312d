using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>Every lease that ever left, and what its peer made of it: kept outside the core and through its crashes.</summary>
public sealed class LeaseBook
{
    private readonly Dictionary<AttemptId, LeaseRecord> _leases = [];
    private readonly Dictionary<Sha256Hash, KernelId> _kernels = [];
    private readonly Dictionary<(Sha256Hash Peer, Sha256Hash Key), List<LeaseRecord>> _byPeer = [];
    private readonly Dictionary<Sha256Hash, int> _leasesOf = [];
    private readonly Dictionary<Sha256Hash, SessionId> _sessions = [];

    public LeaseRecord? Find(AttemptId attempt) => _leases.GetValueOrDefault(attempt);

    /// <summary>The session in which a peer is now; what it had in others, and didn't declare, is lost.</summary>
    public SessionId SessionOf(Sha256Hash peer) => _sessions[peer];

    public KernelId Kernel(Sha256Hash key) => _kernels[key];

    /// <summary>How many leases there ever were for a computation.</summary>
    public int Count(Sha256Hash key) => _leasesOf[key];

    public void Add(Lease lease, Sha256Hash peer, SessionId session, long now)
    {
        Check(lease);
        InvariantViolationException.Unless(!_leases.ContainsKey(lease.Attempt), "attempt ids are never used twice", () => lease.Attempt.ToString());
        if (!_byPeer.TryGetValue((peer, lease.Key), out var known)) _byPeer[(peer, lease.Key)] = known = [];
        var before = known.LastOrDefault();
        InvariantViolationException.Unless(before is null || before.Attempt.Epoch != lease.Attempt.Epoch || before.HasEnded || before.Session != session || now > before.RenewedAt + before.Duration,
            "one peer has one attempt at a computation", () => $"{lease.Attempt} while it has {before!.Attempt}");
        var record = new LeaseRecord { Attempt = lease.Attempt, Key = lease.Key, Peer = peer, Session = session, Nonce = lease.Nonce, Duration = lease.LeaseMs * 1000L, RenewedAt = now };
        _leases[lease.Attempt] = record;
        known.Add(record);
        _leasesOf[lease.Key] = _leasesOf.GetValueOrDefault(lease.Key) + 1;
        _kernels[lease.Key] = new KernelId(lease.Kind, lease.Version);
    }

    public void OnApply(Command command, Sha256Hash peer, long now)
    {
        switch (command)
        {
            case ReceiveOutput { Message: var done } when Find(done.Attempt) is { } lease && lease.Peer == peer:
                lease.Answers.Add((done.Hash, done.Units));
                lease.HasEnded = true;
                break;
            case ReceiveFailure { Message: var failed } when Find(failed.Attempt) is { } lease && lease.Peer == peer:
                lease.HasFailed = lease.HasEnded = true;
                break;
            case OpenPeerSession open:
                _sessions[peer] = open.Session;
                break;
            case ReportProgress { Message: var heartbeat } when _sessions[peer] == command.Session:
                foreach (var progress in heartbeat.Attempts)
                {
                    if (Find(progress.Attempt) is { } lease && lease.Peer == peer) lease.RenewedAt = now;
                }

                break;
        }
    }

    /// <summary>What ended in storage was leased, to that peer, and answered as the row says.</summary>
    public void Check(AttemptRow row, Sha256Hash peer, int epoch)
    {
        // Where a peer goes on with an attempt of an older epoch, the row has an id of this epoch that was never sent.
        var lease = Find(row.Id) ?? Adopted(row, peer);
        var isAdopted = lease?.Attempt != row.Id;
        InvariantViolationException.Unless(lease is not null && lease.Peer == peer && lease.Key == row.Key && (!isAdopted || lease.Attempt.Epoch < row.Id.Epoch), "attempts are what was leased", row.ToString);
        lease!.HasEnded = true;
        switch (row.State)
        {
            case AttemptState.Agreed or AttemptState.Disputed:
                InvariantViolationException.Unless(lease.Answers.Contains((row.OutputHash, row.Units)), "attempts end as answered", row.ToString);
                break;
            case AttemptState.Failed:
                InvariantViolationException.Unless(lease.HasFailed || lease.Answers.Count > 0, "attempts end as answered", row.ToString);
                break;
            case AttemptState.Expired when row.Id.Epoch == epoch && !isAdopted && _sessions[peer] == lease.Session:
                InvariantViolationException.Unless(row.EndedAt >= lease.RenewedAt + lease.Duration, "no lease ends early", () => $"{row}, renewed at {lease.RenewedAt} for {lease.Duration}");
                break;
        }
    }

    /// <summary>The one of its older leases that a peer went on with: where it has several, one that fits.</summary>
    private LeaseRecord? Adopted(AttemptRow row, Sha256Hash peer)
    {
        var older = _byPeer.GetValueOrDefault((peer, row.Key), []).FindAll(record => record.Attempt.Epoch < row.Id.Epoch);
        return older.Find(record => record.Answers.Contains((row.OutputHash, row.Units)) || (row.State == AttemptState.Failed && (record.HasFailed || record.Answers.Count > 0))) ?? older.LastOrDefault();
    }

    private static void Check(Lease lease)
    {
        var blobs = lease.Blobs.Select(blob => blob.Hash).ToArray();
        var dependencies = lease.Dependencies.Select(data => data.Hash).ToArray();
        var key = SliceKey.Compute(new KernelId(lease.Kind, lease.Version), lease.MaxUnits, Sha256Hash.Of(lease.Input.Span), blobs, dependencies);
        // What isn't reproducible has a key that holds its task and slice, too (NotReproducibleRules).
        var isOnce = new KernelId(lease.Kind, lease.Version) == Scenario.Once;
        InvariantViolationException.Unless(key == lease.Key != isOnce, "a lease's content has the key that names it", lease.ToString);
        InvariantViolationException.Unless(lease.Dependencies.All(data => data.Data is not { } bytes || Sha256Hash.Of(bytes.Span) == data.Hash),
            "a lease's content has the key that names it", lease.ToString);
    }
}
