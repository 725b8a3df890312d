using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>What a gamer got of a task before its end: paid for by then, and the same in the end, whatever crashed in between.</summary>
public sealed class EarlyOutputRules(GridSimulation simulation)
{
    private readonly Dictionary<(long Task, int Slice), Sha256Hash> _early = [];

    /// <summary>Outputs that left while their task was live.</summary>
    public int Count => _early.Count;

    public void Check(DurableState durable, TaskRow task, Connection connection, Outputs outputs)
    {
        foreach (var item in outputs.Items)
        {
            var result = durable.ResultOf(task.Number, item.Slice);
            Require(result?.Output == item.Output.Hash, "an early output is durable", $"{task}: slice {item.Slice}");
            var isPaid = durable.Attempts.Values.Any(row => row.Key == result!.Value.Key && row.OutputHash == item.Output.Hash && row.State == AttemptState.Agreed);
            Require(isPaid, "an early output is paid for", $"{task}: slice {item.Slice}");
            if (!DurableState.IsLive(task)) continue;
            Require(_early.GetValueOrDefault((task.Number, item.Slice), item.Output.Hash) == item.Output.Hash, "an early output never changes", $"{task}: slice {item.Slice}");
            _early[(task.Number, item.Slice)] = item.Output.Hash;
        }

        if (GridSimulation.Plan(connection, task) is { } plan) simulation.CheckRight(task, plan, [.. outputs.Items.Select(item => (item.Slice, item.Output.Hash))]);
    }

    public void CheckResult(TaskRow task, Result result)
    {
        foreach (var output in result.Outputs ?? []) CheckSame(task.Number, output.Slice, output.Output.Hash);
    }

    /// <summary>Also where a result was too big to carry its outputs, or there was none.</summary>
    public void CheckAll(DurableState durable)
    {
        foreach (var (task, slice) in _early.Keys) CheckSame(task, slice, durable.ResultOf(task, slice)!.Value.Output);
    }

    private void CheckSame(long task, int slice, Sha256Hash hash) =>
        Require(_early.GetValueOrDefault((task, slice), hash) == hash, "an early output is the one of the end", $"slice {slice} of task {task}");

    private static void Require(bool holds, string invariant, object detail) => InvariantViolationException.Unless(holds, invariant, () => detail.ToString()!);
}
