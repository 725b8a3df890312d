using System.Runtime.CompilerServices;
using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Checks the invariants of the whole state, the slow way, from nothing but the state.</summary>
internal sealed class Auditor(GridState state, FeeBudget budget)
{
    private readonly List<string> _violations = [];

    public IReadOnlyList<string> Run()
    {
        _violations.Clear();
        CheckLedger(LedgerKind.Usd);
        CheckLedger(LedgerKind.Promotional);
        CheckHolds();
        CheckTasks();
        CheckComputations();
        CheckAttempts();
        CheckQueues();
        CheckHotMemory();
        return [.. _violations];
    }

    private void Expect(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ViolationText violation)
    {
        if (!holds) _violations.Add(violation.ToString());
    }

    private void CheckLedger(LedgerKind ledger)
    {
        var balances = new List<Balance> { state.Books.World(ledger), state.Books.Fees(ledger) };
        if (ledger == LedgerKind.Promotional) balances.Add(state.Books.Pool);
        foreach (var gamer in state.Gamers.Values) balances.Add(gamer.Spendable[(int)ledger]);
        foreach (var peer in state.Peers.Values) balances.AddRange([peer.Held[(int)ledger], peer.Released[(int)ledger]]);
        foreach (var task in state.LiveTasks.Values)
        {
            if (task.Ledger == ledger) balances.Add(task.Escrow);
        }
        Int128 sum = 0;
        foreach (var balance in balances)
        {
            sum += balance.Value;
            Expect(balance.MayBeNegative || balance.Value >= 0, $"{balance.Account} is {balance.Value}");
            Expect(balance.Account.Type == AccountType.Escrow || !balance.Dirty, $"{balance.Account} was not written");
        }
        Expect(sum == 0, $"the {ledger} ledger is off by {sum}");
        Expect(-state.Books.Pool.Value <= state.Options.PromotionalCap.Value, $"promotional credit of {-state.Books.Pool.Value} is above its cap");
        Expect(state.Books.Fees(ledger).Value >= budget.Reserved(ledger), $"fees of {state.Books.Fees(ledger).Value} don't cover what is reserved, {budget.Reserved(ledger)}");
    }

    private void CheckHolds()
    {
        var sums = new Dictionary<LedgerAccount, long>();
        foreach (var hold in state.Holds.All)
        {
            var account = hold.Peer.Held[(int)hold.Ledger].Account;
            sums[account] = sums.GetValueOrDefault(account) + hold.Amount;
        }
        foreach (var peer in state.Peers.Values)
        {
            foreach (var held in peer.Held)
            {
                var sum = sums.GetValueOrDefault(held.Account);
                Expect(sum == held.Value, $"{held.Account} is {held.Value}, its holds are {sum}");
            }
        }
    }

    private void CheckTasks()
    {
        var slices = 0;
        foreach (var task in state.LiveTasks.Values)
        {
            slices += task.Slices.Length;
            Expect(task.IsLive, $"task {task.Number} is {task.State} and listed as live");
            Expect(task.Gamer.Tasks.GetValueOrDefault(task.Id) == task, $"task {task.Number} is not its gamer's");
            Expect(task.Agreed == task.Slices.Count(s => s is { State: SliceState.Agreed }), $"task {task.Number} miscounts its agreed slices");
            Expect(task.State == TaskState.Admitting == task.SlicesReceived < task.Slices.Length, $"task {task.Number} is {task.State} with {task.SlicesReceived} of {task.Slices.Length} slices");
            Expect(task.Agreed < task.Slices.Length, $"task {task.Number} has all its slices and goes on");
            CheckEscrow(task);
            foreach (var slice in task.Slices.Take(task.SlicesReceived)) CheckSlice(slice);
        }
        Expect(slices == state.LiveSlices, $"{state.LiveSlices} live slices are counted, {slices} are there");
        foreach (var gamer in state.Gamers.Values) Expect(gamer.LiveTasks == gamer.Tasks.Values.Count(t => t.IsLive), $"{gamer.Id} miscounts its live tasks");
        Expect(state.Admitting.Count == state.LiveTasks.Values.Count(t => t.State == TaskState.Admitting), $"admitting tasks are miscounted");
        Expect(state.Deadlines.Count == state.LiveTasks.Values.Count(t => t.Deadline != long.MaxValue), $"deadlines are miscounted");
    }

    /// <summary>The escrow covers whatever the slices that are not agreed may still cost.</summary>
    private void CheckEscrow(GridTask task)
    {
        Int128 open = task.Slices.Take(task.SlicesReceived).Where(s => s.State != SliceState.Agreed).Sum(s => state.Pricing.Price(s.MaxUnits, task.Kernel.Rate)) * task.Replicas;
        Expect(task.Escrow.Value >= open, $"the escrow of task {task.Number} is {task.Escrow.Value}, its open slices may cost {open}");
        Expect(state.Pricing.TryCap(task.MaxUnits, task.Kernel.Rate, task.Replicas, task.MaxDataBytes, out var cap) && cap == task.Escrow.Value + task.Cost, $"task {task.Number}: escrow {task.Escrow.Value} and cost {task.Cost} don't add up to its cap {cap}");
    }

    private void CheckSlice(Slice slice)
    {
        var name = $"slice {slice.Task.Number}/{slice.Index}";
        Expect(slice.State != SliceState.Dropped || state.Work.Count > 0, $"{name} was dropped and its task lives");
        Expect(slice.State == SliceState.Subscribed == slice.Computation is not null, $"{name} is {slice.State} with{(slice.Computation is null ? "out" : "")} a computation");
        if (slice.State != SliceState.Waiting || state.Work.Count > 0) return;
        var missing = slice.DependsOn.Count(d => slice.Task.Slices[d].State != SliceState.Agreed);
        Expect(slice.Missing == missing, $"{name} waits for {slice.Missing}, {missing} are missing");
        Expect(missing > 0, $"{name} waits for nothing");
    }

    private void CheckComputations()
    {
        foreach (var (key, first) in state.Computations)
        {
            for (var computation = first; computation is not null; computation = computation.Twin)
            {
                Expect(computation.Key == key && !computation.IsOver, $"computation {computation.Key} is {computation.State} and listed as in flight");
                CheckSubscribers(computation);
                var wants = computation.Wants() is not null;
                Expect(wants == computation.Queue is not null, $"computation {key} wants {(wants ? "an attempt and doesn't wait" : "no attempt and waits")} for a peer");
                Expect(computation.Queue is null || computation.Queue.Gamer == computation.Payer.Gamer, $"computation {key} waits in another's share");
                Expect(computation.State == ComputationState.Uploading == state.Uploading.Contains(computation), $"computation {key} is {computation.State} and {(state.Uploading.Contains(computation) ? "" : "not ")}waited for");
                var peers = computation.Attempts.Where(a => a.State is AttemptState.Leased or AttemptState.Received).Select(a => a.Peer.Id).ToList();
                Expect(peers.Count == peers.Distinct().Count(), $"computation {key} is twice with one peer");
            }
        }
    }

    private void CheckSubscribers(Computation computation)
    {
        var (count, most) = (0, 0);
        for (var slice = computation.FirstSubscriber; slice is not null; slice = slice.NextSubscriber, count++)
        {
            Expect(slice.Computation == computation, $"slice {slice.Task.Number}/{slice.Index} is listed by another computation");
            Expect(slice.Task.IsLive || state.Work.Count > 0, $"slice {slice.Task.Number}/{slice.Index} of an ended task subscribes");
            most = Math.Max(most, slice.Task.Replicas);
        }
        Expect(count > 0 && count == computation.SubscriberCount, $"computation {computation.Key} has {count} subscribers and counts {computation.SubscriberCount}");
        Expect(most == computation.Replicas, $"computation {computation.Key} is asked for {most} replicas and makes {computation.Replicas}");
    }

    private void CheckAttempts()
    {
        foreach (var peer in state.Peers.Values)
        {
            for (var i = 0; i < peer.Active.Count; i++)
            {
                var attempt = peer.Active[i];
                Expect(attempt.Peer == peer && attempt.ActiveIndex == i && attempt.State == AttemptState.Leased, $"attempt {attempt.Name} is {attempt.State} and listed with {peer.Id}");
                Expect(attempt.Lost || peer.Session is not null, $"attempt {attempt.Name} runs without its peer");
                Expect(attempt.ExpiresAt >= peer.EarliestExpiry, $"the lease of attempt {attempt.Name} would be overlooked");
                Expect(state.Attempts.GetValueOrDefault(attempt.WireId) == attempt || peer.Adopted?.GetValueOrDefault(attempt.WireId) == attempt, $"attempt {attempt.Name} can't be found");
            }
            Expect(peer.Overdue == peer.Active.Count(a => a.IsOverdue), $"{peer.Id} miscounts its overdue attempts");
            Expect(peer.Backlog == peer.Active.Sum(a => a.Expected), $"{peer.Id} miscounts its backlog");
            Expect(peer.BusyIndex >= 0 == peer.Active.Count > 0, $"{peer.Id} has {peer.Active.Count} attempts and index {peer.BusyIndex}");
            foreach (var kernel in peer.Kernels) Expect(kernel is null || kernel.RoomIndex >= 0 == (peer.HasRoom && kernel.Offered), $"{peer.Id} has room {peer.HasRoom} and is listed otherwise");
        }
        foreach (var attempt in state.Attempts.Values) CheckOpenAttempt(attempt);
        if (state.Attempts.Count == 0 && state.Peers.Values.All(p => p.Adopted is not { Count: > 0 }))
        {
            Expect(budget.Reserved(LedgerKind.Usd) == 0 && budget.Reserved(LedgerKind.Promotional) == 0, $"fees stay reserved though nothing is computed");
        }
    }

    private void CheckOpenAttempt(Attempt attempt)
    {
        Expect(attempt.State is AttemptState.Leased or AttemptState.Received, $"attempt {attempt.Name} is {attempt.State} and kept");
        Expect(attempt.Computation.Attempts.Contains(attempt), $"attempt {attempt.Name} is not its computation's");
        Expect(!attempt.Computation.IsOver || (attempt.State == AttemptState.Leased && attempt.Partner is { State: AttemptState.Agreed }), $"attempt {attempt.Name} goes on though its computation is {attempt.Computation.State}");
    }

    private void CheckQueues()
    {
        var waiting = new Dictionary<Computation, int>();
        foreach (var gamer in state.Gamers.Values)
        {
            var count = 0;
            foreach (var queue in gamer.Queues)
            {
                if (queue is null) continue;
                var queued = queue.Waiting().ToList();
                Expect(queued.Count == queue.Count, $"the queue of {gamer.Id} holds {queued.Count} and counts {queue.Count}");
                Expect(queue.Count == 0 || queue.IsListed, $"the queue of {gamer.Id} is overlooked");
                foreach (var computation in queued) waiting[computation] = waiting.GetValueOrDefault(computation) + 1;
                var parked = queue.Kernel.Parked.Where(p => p.Stamp == p.Computation.QueueStamp && p.Computation.Queue == queue && p.Computation.Parked).ToList();
                foreach (var (computation, _) in parked) waiting[computation] = waiting.GetValueOrDefault(computation) + 1;
                count += queued.Count + parked.Count;
            }
            Expect(count == gamer.Waiting, $"{gamer.Id} has {count} computations waiting and counts {gamer.Waiting}");
        }
        foreach (var (computation, times) in waiting) Expect(times == 1, $"computation {computation.Key} waits {times} times");
        foreach (var first in state.Computations.Values)
        {
            for (var computation = first; computation is not null; computation = computation.Twin)
            {
                Expect(computation.Queue is null || waiting.ContainsKey(computation), $"computation {computation.Key} waits nowhere");
            }
        }
    }

    private void CheckHotMemory()
    {
        long bytes = 0;
        for (var slice = state.Hot.First; slice is not null; slice = slice.NextHot)
        {
            bytes += slice.HotBytes;
            Expect(slice.Task.IsLive || state.Work.Count > 0, $"slice {slice.Task.Number}/{slice.Index} of an ended task is in memory");
            Expect(slice.HotBytes == (slice.Input?.Length ?? 0) + (slice.Result?.Data?.Length ?? 0) || slice.Result is not null, $"slice {slice.Task.Number}/{slice.Index} miscounts its bytes");
        }
        Expect(bytes == state.Hot.Bytes, $"{state.Hot.Bytes} bytes are counted, {bytes} are held");
    }
}
