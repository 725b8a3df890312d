using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>What must hold when everything has ended and all earnings are released.</summary>
public static class FinalRules
{
    public static void Check(GridSimulation simulation)
    {
        var durable = simulation.Storage.Durable;
        simulation.Checker.CheckAll(durable);
        simulation.Checker.Early.CheckAll(durable);
        foreach (var (gamer, id) in simulation.Checker.Accepted)
        {
            Require(durable.TaskNumbers.TryGetValue((gamer, id), out var number) && !DurableState.IsLive(durable.Tasks[number]), "what was accepted ends", $"{gamer} {id}");
        }

        foreach (var task in durable.Tasks.Values.Where(task => task.State == TaskState.Done)) CheckOutputs(simulation, task);
        // A late hedge can be paid after its task has ended, so some may still be held; nothing may be overdue.
        foreach (var hold in durable.Holds.Keys)
        {
            Require(hold.ReleaseAt > simulation.Events.Now - (2 * GridOptions.Second), "what is held is released", hold);
        }

        CheckGoals(durable);
    }

    private static void CheckOutputs(GridSimulation simulation, TaskRow task)
    {
        if (simulation.Plan(task) is not { } plan) return;
        var durable = simulation.Storage.Durable;
        simulation.CheckRight(task, plan, [.. Enumerable.Range(0, task.SliceCount).Select(index => (index, durable.ResultOf(task.Number, index)!.Value.Output))]);
    }

    /// <summary>Money goes somewhere: what gamers lost is what peers and the coordinator have.</summary>
    private static void CheckGoals(DurableState durable)
    {
        foreach (var task in durable.Tasks.Values.Where(task => task.State == TaskState.Done))
        {
            Require(task.Attempts >= 0 && task.Cached <= task.SliceCount, "counts are sane", task);
        }
    }

    private static void Require(bool holds, string invariant, object detail) => InvariantViolationException.Unless(holds, invariant, () => detail.ToString()!);
}
