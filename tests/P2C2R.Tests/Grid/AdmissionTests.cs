using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Grid;

public sealed class AdmissionTests
{
    [Fact]
    public void The_same_submission_again_is_answered_again_and_another_is_refused()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        var peer = bench.Peer();
        var submission = GridBench.Submission(gamer, "t", [GridBench.Slice(1)]);
        bench.Do(submission);
        bench.Do(submission);
        Assert.Equal(2, bench.Take<Accepted>(gamer).Count);
        Assert.Single(bench.Storage.Tasks);
        bench.Finish(peer);
        bench.Do(submission);
        Assert.Equal(2, bench.Take<Result>(gamer).Count);
        bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], replicas: 2));
        Assert.Equal(ErrorCode.TaskIdReused, bench.Take<ErrorMessage>(gamer).Single().Code);
        bench.Do(submission with { Session = bench.Gamer() });
        Assert.Equal(2, bench.Storage.Tasks.Count);
    }

    [Fact]
    public void Slices_follow_each_other_whatever_is_repeated()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        var peer = bench.Peer(slots: 8);
        var slices = Enumerable.Range(0, 6).Select(i => GridBench.Slice(i)).ToList();
        bench.Do(GridBench.Submission(gamer, "t", slices[..2], count: 6, maxUnits: 6_000_000));
        Add(bench, gamer, "t", 3, slices[3..]);
        Assert.Equal(ErrorCode.OutOfRange, bench.Take<ErrorMessage>(gamer).Single().Code);
        Add(bench, gamer, "t", 1, slices[1..4]);
        Add(bench, gamer, "t", 0, slices[..2]);
        Assert.Equal(4, bench.Take<Accepted>(gamer)[^1].Tasks.Single().SlicesReceived);
        Assert.Equal(TaskState.Admitting, bench.Storage.Tasks[1].State);
        bench.Restart();
        Assert.Equal(4, bench.Core.Statistics().LiveSlices - 2);
    }

    [Fact]
    public void More_units_than_announced_fail_the_task()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer(out var account);
        bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], count: 2, maxUnits: 1_500_000));
        Add(bench, gamer, "t", 1, [GridBench.Slice(2)]);
        Assert.Equal(ErrorCode.OutOfRange, bench.Take<Result>(gamer).Single().Summary.Error);
        Assert.Equal(NanoDollars.PerDollar, bench.Balance(AccountType.Gamer, LedgerKind.Promotional, account.Value));
    }

    [Fact]
    public void A_full_queue_says_busy_and_when_to_try_again()
    {
        var bench = new GridBench(new GridOptions { MaxLiveTasksPerAccount = 2, MaxLiveTasks = 3, MaxLiveSlices = 10 });
        var (gamer, other) = (bench.Gamer(), bench.Gamer());
        bench.Submit(gamer, "a", GridBench.Slice(1));
        bench.Submit(gamer, "b", GridBench.Slice(2));
        bench.Submit(gamer, "c", GridBench.Slice(3));
        bench.Submit(other, "d", GridBench.Slice(4));
        bench.Submit(other, "e", GridBench.Slice(5));
        var refused = bench.Take<ErrorMessage>(gamer).Concat(bench.Take<ErrorMessage>(other)).ToList();
        Assert.Equal(["c", "e"], refused.Select(e => e.Task));
        Assert.All(refused, e => Assert.True(e is { Code: ErrorCode.Busy, RetryAfterMs: >= 50 and <= 5000 }));
    }

    [Fact]
    public void What_is_not_yours_is_not_there()
    {
        var bench = new GridBench();
        var (gamer, other) = (bench.Gamer(), bench.Gamer());
        bench.Submit(gamer, "t", GridBench.Slice(1));
        bench.Do(new QueryTask(other, "t"), new EndTask(other, "t"), new QueryTask(other, "nothing"), new EndTask(other, "nothing"));
        var refused = bench.Take<ErrorMessage>(other);
        Assert.Equal(4, refused.Count);
        Assert.Single(refused.Select(e => e with { Task = null }).Distinct());
    }

    [Fact]
    public void A_deadline_ends_the_task_and_gives_the_escrow_back()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer(out var account);
        var peer = bench.Peer();
        bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(1)], deadlineMs: 100));
        bench.Wait(99_999);
        Assert.Empty(bench.Take<Result>(gamer));
        bench.Wait(1);
        Assert.Equal(ErrorCode.DeadlineExceeded, bench.Take<Result>(gamer).Single().Summary.Error);
        Assert.Single(bench.Take<CancelAttempt>(peer));
        Assert.Equal(NanoDollars.PerDollar, bench.Balance(AccountType.Gamer, LedgerKind.Promotional, account.Value));
    }

    [Fact]
    public void Dependents_wait_for_what_they_depend_on_and_get_it()
    {
        var bench = new GridBench();
        var gamer = bench.Gamer();
        var peer = bench.Peer(slots: 4);
        bench.Submit(gamer, "t", GridBench.Slice(1), GridBench.Slice(2, dependsOn: [0]), GridBench.Slice(3, dependsOn: [0, 1]), GridBench.Slice(4));
        Assert.Equal(2, bench.Inbox(peer).OfType<Lease>().Count());
        bench.Finish(peer, answer: 5);
        var lease = bench.Inbox(peer).OfType<Lease>().Single();
        Assert.Equal(5, lease.Dependencies.Single().Data!.Value.Span[0]);
        bench.Restart();
        var again = bench.Peer(slots: 4);
        bench.Finish(again, answer: 6);
        var last = bench.Inbox(again).OfType<Lease>().Single();
        Assert.Equal([5, 6], last.Dependencies.Select(d => (int)d.Data!.Value.Span[0]));
        bench.Finish(again);
        Assert.Equal(TaskState.Done, bench.Storage.Tasks[1].State);
    }

    [Fact]
    public void Cancelling_65536_slices_goes_on_in_steps_of_256()
    {
        var bench = new GridBench(auditEvery: 100);
        var gamer = bench.Gamer();
        var first = Enumerable.Range(0, 256).Select(i => GridBench.Slice(i, 1)).ToList();
        bench.Do(GridBench.Submission(gamer, "t", first, count: 65_536, maxUnits: 65_536));
        for (var i = 256; i < 65_536; i += 256) Add(bench, gamer, "t", i, [.. Enumerable.Range(i, 256).Select(n => GridBench.Slice(n, 1))]);
        Assert.Equal(TaskState.Running, bench.Storage.Tasks[1].State);
        var steps = bench.Do(new EndTask(gamer, "t"));
        Assert.InRange(steps, 255, 257);
        Assert.Equal(TaskState.Cancelled, bench.Take<Result>(gamer).Single().Summary.State);
        Assert.Empty(bench.Core.Audit());
        Assert.Equal(0, bench.Core.Statistics().HotBytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cancelled_task_that_is_still_letting_go_of_its_slices_pays_for_nothing(bool shared)
    {
        var bench = new GridBench();
        var (gamer, other) = (bench.Gamer(), bench.Gamer());
        var peer = bench.Peer(slots: 256);
        bench.Do(GridBench.Submission(gamer, "t", [.. Enumerable.Range(0, 256).Select(i => GridBench.Slice(i))], count: 600, maxUnits: 600_000_000));
        Add(bench, gamer, "t", 256, [.. Enumerable.Range(256, 256).Select(i => GridBench.Slice(i))]);
        Add(bench, gamer, "t", 512, [.. Enumerable.Range(512, 88).Select(i => GridBench.Slice(i))]);
        var others = Enumerable.Range(0, 2).Select(_ => bench.Peer(slots: 256)).ToList();
        var last = others.SelectMany(p => bench.Take<Lease>(p).Select(l => (Peer: p, l.Attempt, l.Input))).Last();
        var slice = BitConverter.ToInt32(last.Input.Span);
        if (shared) bench.Submit(other, "u", GridBench.Slice(slice));
        bench.Do(new EndTask(gamer, "t"), new ReceiveOutput(last.Peer, GridBench.Done(last.Attempt)));
        Assert.Equal((TaskState.Cancelled, 0L), (bench.Storage.Tasks[1].State, bench.Storage.Tasks[1].Cost.Value));
        Assert.Equal(shared ? 46_296 : 0, bench.Take<Result>(other).Sum(r => r.Summary.Cost.Value));
        Assert.Equal(shared ? AttemptState.Agreed : AttemptState.Cancelled, bench.Storage.Attempts[last.Attempt].State);
        Assert.Empty(bench.Core.Audit());
    }

    [Fact]
    public void Sixty_thousand_dependents_become_ready_in_steps()
    {
        var bench = new GridBench(auditEvery: 100);
        var gamer = bench.Gamer();
        var peer = bench.Peer();
        bench.Do(GridBench.Submission(gamer, "t", [GridBench.Slice(0, 1)], count: 60_000, maxUnits: 60_000));
        for (var i = 1; i < 60_000; i += 250) Add(bench, gamer, "t", i, [.. Enumerable.Range(i, Math.Min(250, 60_000 - i)).Select(n => GridBench.Slice(n, 1, null, 0))]);
        var lease = bench.Take<Lease>(peer).Single();
        var steps = bench.Do(new ReceiveOutput(peer, GridBench.Done(lease.Attempt, units: 1)));
        Assert.InRange(steps, 234, 236);
        Assert.Empty(bench.Core.Audit());
    }

    [Fact]
    public void Little_memory_is_enough()
    {
        var bench = new GridBench(new GridOptions { MaxHotBytes = 100 });
        var gamer = bench.Gamer();
        bench.Submit(gamer, "t", [.. Enumerable.Range(0, 50).Select(i => i == 0 ? GridBench.Slice(0) : GridBench.Slice(i, dependsOn: [i - 1]))]);
        Assert.InRange(bench.Core.Statistics().HotBytes, 0, 250);
        var peer = bench.Peer();
        for (var i = 0; i < 50; i++) bench.Finish(peer, answer: (byte)i);
        Assert.Equal(Enumerable.Range(0, 50), bench.Take<Result>(gamer).Single().Outputs!.Select(o => (int)o.Output.Data!.Value.Span[0]));
    }

    private static void Add(GridBench bench, SessionId gamer, string task, int first, List<SliceSpec> slices) =>
        bench.Do(new AddSlices(gamer, new Slices { Task = task, First = first, Items = slices }, GridBench.Hashes(slices)));
}
