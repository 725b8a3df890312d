using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Benchmarks;

/// <summary>What a coordinator has on disk that was never used.</summary>
internal sealed class EmptyArchive : IArchive
{
    public GridSnapshot Snapshot { get; } = new()
    {
        Epoch = 1,
        LastTask = 0,
        LastAccount = 0,
        LastTransfer = 0,
        Accounts = [],
        Balances = [],
        Holds = [],
        LiveTasks = [],
        LiveSlices = [],
        FailedAttempts = [],
        Totals = new GridTotals(),
    };

    public TaskRow? FindTask(AccountId gamer, string id) => null;

    public ResultRow? FindResult(Sha256Hash key) => null;

    public ResultRow? FindResult(ResultId id) => null;

    public (SliceRow Slice, ResultId? Result)? FindSlice(long task, int index) => null;

    public long? FindBlob(AccountId owner, Sha256Hash hash) => null;

    public bool HasDeposit(string reference) => false;
}
