using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>
/// Of tasks whose kernel isn't reproducible: one replica, by peers that their gamer named and by nobody else; an output answers the one slice that it was computed
/// for; a different output is no lie; and while one attempt is under way there is no second one beside it.
/// </summary>
public sealed class NotReproducibleRules(LeaseBook leases)
{
    private readonly Dictionary<Sha256Hash, LeaseRecord> _last = [];
    private readonly HashSet<SessionId> _closed = [];

    /// <summary>Slices that were agreed.</summary>
    public int Agreed { get; private set; }

    public void OnClosed(SessionId session) => _closed.Add(session);

    /// <summary>A lease that left, after the book took it.</summary>
    public void OnLease(Lease lease, long now)
    {
        if (new KernelId(lease.Kind, lease.Version) != Scenario.Once) return;
        var record = leases.Find(lease.Attempt)!;
        if (_last.TryGetValue(lease.Key, out var before))
        {
            var isOver = before.HasEnded || before.Attempt.Epoch != lease.Attempt.Epoch || _closed.Contains(before.Session) || leases.SessionOf(before.Peer) != before.Session || now > before.RenewedAt + before.Duration;
            Require(isOver, "what isn't reproducible has one attempt at a time", $"{lease.Attempt} while there is {before.Attempt}");
        }

        _last[lease.Key] = record;
    }

    public void AfterCommit(DurableState after, RowBatch rows)
    {
        foreach (var task in rows.Tasks.Where(row => row.Kernel == Scenario.Once))
        {
            Require(task.Replicas == 1 && task.Peers.Count > 0, "what isn't reproducible has one replica and named peers", task);
            Require(task.Cached == 0, "what isn't reproducible is never answered from memory", task);
        }

        foreach (var row in rows.Attempts.Where(row => leases.Kernel(row.Key) == Scenario.Once)) CheckAttempt(after, row);
        foreach (var row in rows.SlicesAgreed.Where(row => after.Tasks[row.Task].Kernel == Scenario.Once)) CheckAgreed(after, row);
    }

    private static void CheckAttempt(DurableState after, AttemptRow row)
    {
        if (!after.Tasks.TryGetValue(row.Task, out var task)) return;
        Require(task.Kernel == Scenario.Once && task.Peers.Contains(row.Peer), "what isn't reproducible is computed by named peers", $"{row} for {task}");
    }

    private void CheckAgreed(DurableState after, SliceAgreedRow row)
    {
        var slice = after.Slices[(row.Task, row.Index)];
        var dependencies = slice.DependsOn.Select(index => after.ResultOf(row.Task, index)!.Value.Output).ToArray();
        var plain = SliceKey.Compute(Scenario.Once, slice.MaxUnits, slice.InputHash, [.. slice.Blobs], dependencies);
        Require(row.Result.Key == SliceKey.ComputeOnce(plain, row.Task, row.Index), "what isn't reproducible answers the slice that it was computed for", row);
        Agreed++;
    }

    private static void Require(bool holds, string invariant, object detail) => InvariantViolationException.Unless(holds, invariant, () => detail.ToString()!);
}
