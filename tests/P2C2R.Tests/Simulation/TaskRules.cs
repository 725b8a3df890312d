using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>What rows of tasks, slices and results must be, one by one and together.</summary>
public static class TaskRules
{
    /// <summary>What is inserted once is inserted once.</summary>
    public static void CheckKeys(DurableState before, RowBatch rows)
    {
        var slices = rows.Slices.Select(row => (row.Task, row.Index)).ToList();
        Require(slices.Distinct().Count() == slices.Count && !slices.Any(before.Slices.ContainsKey), "row keys are unique", "slices");
        var agreed = rows.SlicesAgreed.Select(row => (row.Task, row.Index)).ToList();
        Require(agreed.Distinct().Count() == agreed.Count && !agreed.Any(before.Agreed.ContainsKey), "a slice is agreed once", string.Join(", ", agreed));
        var attempts = rows.Attempts.Select(row => row.Id).ToList();
        Require(attempts.Distinct().Count() == attempts.Count && !attempts.Any(before.Attempts.ContainsKey), "an attempt ends once", string.Join(", ", attempts));
        foreach (var row in rows.Tasks)
        {
            Require(!before.TaskNumbers.TryGetValue((row.Gamer, row.Id), out var number) || number == row.Number, "a gamer's task id names one task", row);
        }

        foreach (var row in rows.Slices)
        {
            Require(row.InputHash == Sha256Hash.Of(row.Input.Span) && row.DependsOn.All(index => index < row.Index), "slices are stored as submitted", row);
        }
    }

    /// <summary>A task goes from admitting over running to one of three ends, and an end is for ever.</summary>
    public static void CheckChange(TaskRow? before, TaskRow row)
    {
        if (before is null) return;
        if (!DurableState.IsLive(before)) Require(Same(before, row), "a task ends once", $"{before} became {row}");
        Require(row.State >= before.State && (row.Gamer, row.Id, row.Digest) == (before.Gamer, before.Id, before.Digest), "a task stays what it is", row);
        Require(row.Cost >= before.Cost && row.Agreed >= before.Agreed && row.SlicesReceived >= before.SlicesReceived, "a task only goes forward", row);
    }

    public static void CheckEnded(DurableState after, TaskRow row)
    {
        for (var index = 0; index < row.SlicesReceived; index += Math.Max(1, row.SlicesReceived - 1))
        {
            Require(after.Slices.ContainsKey((row.Number, index)), "received slices are durable", row);
        }

        if (DurableState.IsLive(row))
        {
            Require(row.EndedAt is null && row.Error == ErrorCode.None, "a live task has no end", row);
            return;
        }

        Require(row.Escrow.Value == 0, "escrow of an ended task is zero", row);
        Require(row.EndedAt is not null && (row.State == TaskState.Failed) == (row.Error is not ErrorCode.None and not ErrorCode.Cancelled || row.State == TaskState.Failed),
            "an end has a reason", row);
        if (row.Error == ErrorCode.DeadlineExceeded) Require(row.EndedAt >= row.Deadline, "no deadline passes early", row);
        if (row.State == TaskState.Done) CheckDone(after, row);
        if (row.Error == ErrorCode.ComputationFailed) CheckFailed(after, row);
    }

    /// <summary>A result answers what asks for no more trust than it has.</summary>
    public static void CheckResults(DurableState after, RowBatch rows, long now)
    {
        var fresh = rows.Results.Select(row => row.Id).ToHashSet();
        foreach (var row in rows.SlicesAgreed)
        {
            var task = after.Tasks[row.Task];
            var result = after.Results.GetValueOrDefault(row.Result);
            Require(result is not null, "an agreed slice has a result", row);
            Require(result!.Replicas >= Quorum(task.Replicas), "a quorum agreed", $"{row} of {task}: {result}");
            if (fresh.Contains(row.Result)) continue;
            // Of many that share a computation in flight, some are told a little later than the payer.
            var shared = task.SubmittedAt <= result.AgreedAt && now - result.AgreedAt < GridOptions.Second;
            Require(shared || result.Replicas >= 2 || result.Payer == task.Gamer, "an unreplicated result answers only who paid", $"{row} of {task}: {result}");
        }

        foreach (var row in rows.Results)
        {
            // One that agreed but that nobody asked for any more is cancelled, and counts all the same.
            var agreed = rows.Attempts.Where(attempt => attempt.Key == row.Key && attempt.OutputHash == row.OutputHash && attempt.State is AttemptState.Agreed or AttemptState.Cancelled).ToList();
            Require(row.Replicas >= 1 && agreed.Select(attempt => attempt.Peer).Distinct().Count() >= row.Replicas, "replicas are independent accounts", row);
            Require(agreed.All(attempt => attempt.OutputHash == row.OutputHash && attempt.Units == row.Units), "agreed attempts have the agreed output", row);
            Require(row.Data is not { } data || Sha256Hash.Of(data.Span) == row.OutputHash, "a result's bytes have its hash", row);
        }
    }

    public static int Quorum(int replicas) => (replicas / 2) + 1;

    private static void CheckDone(DurableState after, TaskRow row)
    {
        Require(row.Agreed == row.SliceCount && row.SlicesReceived == row.SliceCount, "done means all slices agreed", row);
        long units = 0;
        for (var index = 0; index < row.SliceCount; index++)
        {
            Require(after.ResultOf(row.Number, index) is { } result && after.Results.ContainsKey(result), "done means all slices agreed", row);
            units += after.Results[after.ResultOf(row.Number, index)!.Value].Units;
        }

        Require(units == row.Units, "a task's units are its slices'", $"{row}: {units}");
    }

    /// <summary>Three different peers had their chance at the same computation, or all that were named where fewer may.</summary>
    private static void CheckFailed(DurableState after, TaskRow row)
    {
        var failed = after.Attempts.Values.Where(attempt => attempt.State is AttemptState.Failed or AttemptState.Expired or AttemptState.Disputed).GroupBy(attempt => attempt.Key);
        var least = row.Kernel == Scenario.Once ? Math.Min(3, row.Peers.Count) : 3;
        Require(failed.Any(attempts => attempts.Select(attempt => attempt.Peer).Distinct().Count() >= least), "a task fails when three peers failed", row);
    }

    private static bool Same(TaskRow before, TaskRow row) => before with { Peers = [] } == row with { Peers = [] };

    private static void Require(bool holds, string invariant, object detail) => InvariantViolationException.Unless(holds, invariant, () => detail.ToString()!);
}
