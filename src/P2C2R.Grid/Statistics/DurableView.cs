namespace P2C2R.Grid;

/// <summary>The part of the state that is stored, as lines in a canonical order: equal states give equal lines.</summary>
internal static class DurableView
{
    public static IReadOnlyList<string> Of(GridState state)
    {
        var lines = new List<string> { $"last task {state.LastTask} account {state.LastAccount} transfer {state.Books.LastTransfer}" };
        foreach (var gamer in state.Gamers.Values) AddAccount(lines, gamer.ToRow(), gamer.Spendable);
        foreach (var peer in state.Peers.Values) AddAccount(lines, peer.ToRow(), [.. peer.Held, .. peer.Released]);
        AddBalances(lines, [state.Books.World(0), state.Books.World(Protocol.LedgerKind.Promotional), state.Books.Fees(0), state.Books.Fees(Protocol.LedgerKind.Promotional), state.Books.Pool]);
        foreach (var hold in state.Holds.All) lines.Add($"hold {hold.Peer.Id} {hold.Ledger} {hold.ReleaseAt} {hold.Amount}");
        foreach (var task in state.LiveTasks.Values) AddTask(lines, task);
        return lines;
    }

    private static void AddAccount(List<string> lines, AccountRow row, Balance[] balances)
    {
        lines.Add($"account {row.Id} {row.Role} {row.Name} {row.TokenHash} created {row.CreatedAt} submitted {row.TasksSubmitted} completed {row.TasksCompleted} total {row.Total.Value} failed {row.AttemptsFailed} disputed {row.AttemptsDisputed} connected {row.ConnectedMicroseconds}");
        foreach (var speed in row.Speeds) lines.Add($"speed {row.Id} {speed.Kernel} {speed.UnitsPerSecond:R} {speed.Samples}");
        AddBalances(lines, balances);
    }

    private static void AddBalances(List<string> lines, Balance[] balances)
    {
        foreach (var balance in balances)
        {
            if (balance.Value != 0) lines.Add($"balance {balance.Account.Type} {balance.Account.Ledger} {balance.Account.Owner} {balance.Value}");
        }
    }

    private static void AddTask(List<string> lines, GridTask task)
    {
        var row = task.ToRow();
        lines.Add($"task {row.Number} {row.Gamer} {row.Id} {row.Kernel} {row.State} {row.Priority} replicas {row.Replicas} deadline {row.Deadline} slices {row.SlicesReceived}/{row.SliceCount} max {row.MaxUnits} data {row.DataBytes}/{row.MaxDataBytes} {row.Digest} {row.Ledger} escrow {row.Escrow.Value} cost {row.Cost.Value} agreed {row.Agreed} cached {row.Cached} attempts {row.Attempts} units {row.Units} ms {row.ComputeMs:R} at {row.SubmittedAt}");
        for (var i = 0; i < task.SlicesReceived; i++)
        {
            var slice = task.Slices[i];
            if (slice.State == SliceState.Agreed) lines.Add($"slice {task.Number}/{i} {slice.ResultId}");
        }
    }
}
