using P2C2R.Protocol;

namespace P2C2R.Coordinator.Storage;

/// <summary>What may be deleted, as read beside the loop; at most <see cref="RetentionPlanner.MaxRows"/> rows of each.</summary>
internal sealed class RetentionPlan
{
    /// <summary>Ended tasks all of whose slices are gone or in <see cref="Slices"/>.</summary>
    public List<(long Number, AccountId Gamer, string Id)> Tasks { get; } = [];

    /// <summary>Ranges of ended tasks' slices.</summary>
    public List<(long Task, int First, int End)> Slices { get; } = [];

    /// <summary>Attempts, by row.</summary>
    public List<long> Attempts { get; } = [];

    /// <summary>Results that no live task needs.</summary>
    public List<(long Number, Sha256Hash Key)> Results { get; } = [];

    /// <summary>Blobs that nothing names.</summary>
    public List<Sha256Hash> Blobs { get; } = [];

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Tasks.Count + Slices.Count + Attempts.Count + Results.Count + Blobs.Count == 0;

    /// <summary>Deletes it all; blobs' files are deleted after the commit.</summary>
    public void Apply(ShellRows rows, Func<Sha256Hash, bool> isPinned)
    {
        foreach (var (task, first, end) in Slices) rows.DeleteSlices(task, first, end);
        foreach (var (number, gamer, id) in Tasks) rows.DeleteTask(number, gamer, id);
        foreach (var row in Attempts) rows.DeleteAttempt(row);
        foreach (var (number, key) in Results) rows.DeleteResult(number, key);
        Blobs.RemoveAll(b => isPinned(b));
        foreach (var blob in Blobs) rows.DeleteBlob(blob);
    }
}
