using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Builds the state from what is stored.</summary>
internal sealed class Restart(GridState state, DataCharge data)
{
    /// <summary>Takes everything over.</summary>
    public void Load(GridSnapshot snapshot)
    {
        state.LastTask = snapshot.LastTask;
        state.LastAccount = snapshot.LastAccount;
        state.Books.LastTransfer = snapshot.LastTransfer;
        foreach (var row in snapshot.Accounts) Load(row);
        foreach (var row in snapshot.Balances) Load(row);
        foreach (var row in snapshot.Holds) state.Holds.Load(state.Peers[row.Peer], row.Ledger, row.ReleaseAt, row.Amount);
        foreach (var row in snapshot.LiveTasks) Load(row);
        foreach (var (row, result) in snapshot.LiveSlices) Load(row, result);
        foreach (var row in snapshot.FailedAttempts) Load(row);
        foreach (var task in state.LiveTasks.Values) Resume(task);
        state.Statistics.Load(snapshot.Totals);
    }

    private void Load(AccountRow row)
    {
        AccountHolder account = row.Role == AccountRole.Gamer ? LoadGamer(row) : LoadPeer(row);
        account.LastSeenAt = row.LastSeenAt;
        account.TasksCompleted = row.TasksCompleted;
        account.Total = row.Total.Value;
        state.ByToken.Add(account.TokenHash, account);
    }

    private GamerAccount LoadGamer(AccountRow row)
    {
        var gamer = new GamerAccount(row.Id, row.Name, row.TokenHash, row.CreatedAt, state.Kernels.Length) { TasksSubmitted = row.TasksSubmitted };
        state.Gamers.Add(row.Id, gamer);
        return gamer;
    }

    private PeerAccount LoadPeer(AccountRow row)
    {
        var peer = new PeerAccount(row.Id, row.Name, row.TokenHash, row.CreatedAt, state.Kernels.Length)
        {
            AttemptsFailed = row.AttemptsFailed,
            AttemptsDisputed = row.AttemptsDisputed,
            ConnectedMicroseconds = row.ConnectedMicroseconds,
        };
        foreach (var speed in row.Speeds)
        {
            if (!state.KernelsById.TryGetValue(speed.Kernel, out var kernel)) continue;
            peer.Kernels[kernel.Index] = new PeerKernel(peer, kernel) { UnitsPerSecond = speed.UnitsPerSecond, Samples = speed.Samples };
        }
        state.Peers.Add(row.Id, peer);
        return peer;
    }

    private void Load(BalanceRow row)
    {
        var (type, ledger, owner) = row.Account;
        var balance = type switch
        {
            AccountType.World => state.Books.World(ledger),
            AccountType.PromotionalPool => state.Books.Pool,
            AccountType.Fees => state.Books.Fees(ledger),
            AccountType.Gamer => state.Gamers[new AccountId(owner)].Spendable[(int)ledger],
            AccountType.PeerHeld => state.Peers[new AccountId(owner)].Held[(int)ledger],
            AccountType.PeerReleased => state.Peers[new AccountId(owner)].Released[(int)ledger],
            _ => throw new InvalidOperationException($"{row.Account} has a row of its own, though its task's row holds it"),
        };
        balance.Value = row.Balance;
        if (type == AccountType.Fees) state.HasCapital = true;
    }

    private void Load(TaskRow row)
    {
        if (!state.KernelsById.TryGetValue(row.Kernel, out var kernel))
        {
            throw new InvalidOperationException($"task {row.Number} needs {row.Kernel}, which has no rate any more; start with its rate until it has ended");
        }
        var gamer = state.Gamers[row.Gamer];
        var task = new GridTask(row.Number, gamer, row.Id, kernel)
        {
            Priority = row.Priority,
            Replicas = row.Replicas,
            Deadline = row.Deadline ?? long.MaxValue,
            Requirements = row.MemoryBytes == 0 && !row.Gpu && row.Peers.Count == 0 ? Requirements.None : new Requirements(row.MemoryBytes, row.Gpu, row.Peers),
            MaxUnits = row.MaxUnits,
            MaxDataBytes = row.MaxDataBytes,
            Digest = row.Digest,
            Ledger = row.Ledger,
            SubmittedAt = row.SubmittedAt,
            Slices = new Slice[row.SliceCount],
            Escrow = new Balance(new LedgerAccount(AccountType.Escrow, row.Ledger, row.Number)) { Value = row.Escrow.Value },
            Cost = row.Cost.Value,
            DataBytes = row.DataBytes,
            Cached = row.Cached,
            Attempts = row.Attempts,
            Units = row.Units,
            ComputeMs = row.ComputeMs,
        };
        if (row.State == TaskState.Running) task.Move(TaskState.Running);
        else state.Admitting.Add(task);
        gamer.Tasks.Add(task.Id, task);
        gamer.LiveTasks++;
        state.LiveTasks.Add(task.Number, task);
        state.LiveSlices += row.SliceCount;
        if (task.Deadline != long.MaxValue) state.Deadlines.Add(task);
    }

    private void Load(SliceRow row, ResultId? result)
    {
        var task = state.LiveTasks[row.Task];
        var slice = new Slice(task, row.Index)
        {
            Input = row.Input,
            InputHash = row.InputHash,
            Blobs = row.Blobs,
            FirstNamed = row.Blobs.Count == 0 ? (ushort)0 : (task.NamedBlobs ??= new NamedBlobs()).Add(row.Blobs),
            DependsOn = row.DependsOn,
            ExpectedUnits = row.ExpectedUnits,
            MaxUnits = row.MaxUnits,
            Deliver = row.Deliver,
        };
        task.Slices[row.Index] = slice;
        task.SlicesReceived++;
        task.UnitsReceived += row.MaxUnits;
        task.Edges += row.DependsOn.Count;
        state.Hot.Add(slice, row.Input.Length);
        slice.WrittenInBatch = 0;
        if (result is not { } agreed) return;
        slice.LoadAgreed(agreed);
        task.Agreed++;
    }

    private void Load(AttemptRow row)
    {
        if (!state.FailedBefore.TryGetValue(row.Key, out var rows)) state.FailedBefore.Add(row.Key, rows = []);
        rows.Add(row);
    }

    private void Resume(GridTask task)
    {
        for (var i = 0; i < task.SlicesReceived; i++) Admission.Connect(task.Slices[i]);
        if (task.State == TaskState.Admitting)
        {
            // Nobody is connected yet; an admitting task is given up when nobody comes back for it.
            task.OrphanedAt = task.SubmittedAt;
            for (var i = 0; i < task.SlicesReceived; i++) task.BlobBytes += task.Replicas * data.FirstNamedBytes(task.Slices[i]);
        }
        else
        {
            task.NamedBlobs = null;
        }
        state.Work.Enqueue(new WorkItem(WorkKind.Resume, task));
    }
}
