using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>
/// Storage in memory under the contract of <see cref="IGridStorage"/>: what <see cref="Durable"/> holds survives crashes of the
/// coordinator. Commits fail, vanish and are reported unknown though written, as often as the scenario says.
/// </summary>
public sealed class SimulatedStorage(Scenario scenario, SeededRandom random, InvariantChecker checker, DurableState durable) : IGridStorage
{
    public DurableState Durable => durable;

    /// <summary>False when the faults have stopped.</summary>
    public bool Faulty { get; set; } = true;

    /// <summary>The same rows without faults, for looking on.</summary>
    public SimulatedStorage Reader => new(scenario, random, checker, Durable) { Faulty = false };

    public GridSnapshot Load()
    {
        Durable.Epoch++;
        checker.OnLoad(Durable);
        return Durable.Snapshot();
    }

    public CommitOutcome Commit(RowBatch rows)
    {
        if (!Faulty || !random.Chance(scenario.CommitFault)) return Write(rows, CommitOutcome.Committed);
        return random.Between(0, 3) switch
        {
            0 => CommitOutcome.Failed,
            1 => CommitOutcome.Unknown,
            2 => Write(rows, CommitOutcome.Unknown),
            _ => throw new SimulatedFaultException("commit"),
        };
    }

    public TaskRow? FindTask(AccountId gamer, string id)
    {
        MayFail();
        return Durable.TaskNumbers.TryGetValue((gamer, id), out var number) ? Durable.Tasks[number] : null;
    }

    public ResultRow? FindResult(Sha256Hash key)
    {
        MayFail();
        return Durable.Newest.GetValueOrDefault(key);
    }

    public ResultRow? FindResult(ResultId id)
    {
        MayFail();
        return Durable.Results.GetValueOrDefault(id);
    }

    public (SliceRow Slice, ResultId? Result)? FindSlice(long task, int index)
    {
        MayFail();
        return Durable.Slices.TryGetValue((task, index), out var slice) ? (slice, Durable.ResultOf(task, index)) : null;
    }

    public long? FindBlob(AccountId owner, Sha256Hash hash)
    {
        MayFail();
        return Durable.Blobs.TryGetValue((owner, hash), out var length) ? length : null;
    }

    public bool HasDeposit(string reference)
    {
        MayFail();
        return Durable.Deposits.Contains(reference);
    }

    private CommitOutcome Write(RowBatch rows, CommitOutcome outcome)
    {
        checker.OnCommit(Durable, rows);
        Durable.Write(rows);
        checker.AfterCommit(Durable, rows);
        return outcome;
    }

    private void MayFail()
    {
        if (Faulty && random.Chance(scenario.ReadFault)) throw new SimulatedFaultException("read");
    }
}
