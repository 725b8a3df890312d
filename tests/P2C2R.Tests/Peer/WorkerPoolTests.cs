using System.Collections.Concurrent;
using System.Diagnostics;
using P2C2R.Peer.Workers;
using P2C2R.Protocol;

namespace P2C2R.Tests.Peer;

/// <summary>Real worker processes.</summary>
public sealed class WorkerPoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<WorkerPool> _pools = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var pool in _pools) pool.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Thousands_of_short_items_are_answered_once_each_and_in_order()
    {
        var pool = Start();
        const int Count = 5000;
        var answered = new ConcurrentQueue<WorkItem>();
        var all = new TaskCompletionSource();
        var items = Enumerable.Range(0, Count).Select(i => NoOperations.Item($$"""{"payload":"{{i}}"}""", (item, outcome) =>
        {
            Assert.Equal(ErrorCode.None, outcome.Failure);
            answered.Enqueue(item);
            if (answered.Count == Count) all.TrySetResult();
        })).ToList();
        foreach (var item in items) pool.Submit(item);
        pool.Dispatch();
        await all.Task.WaitAsync(Cancellation);
        Assert.Equal(items, answered);
        Assert.Single(pool.ProcessIds);
    }

    [Fact]
    public async Task The_output_is_the_one_of_a_local_run()
    {
        var outcome = await RunAsync(Start(), """{"payload":"same bytes everywhere","units":7}""");
        Assert.Equal(7, outcome.Units);
        Assert.Equal(Sha256Hash.Of(outcome.Output), outcome.Hash);
        Assert.True(OutputTrailer.TryRead(outcome.Output, out var trailer));
        Assert.Equal(new OutputTrailer(7, SliceOutcome.Completed), trailer);
    }

    [Fact]
    public async Task A_big_output_is_a_file()
    {
        var outcome = await RunAsync(Start(), """{"output_bytes":3000000}""");
        var bytes = await File.ReadAllBytesAsync(outcome.Path, Cancellation);
        Assert.Equal(3_000_000 + Sha256Hash.Size + OutputTrailer.Size, bytes.Length);
        Assert.Equal(outcome.Hash, Sha256Hash.Of(bytes));
    }

    [Fact]
    public async Task A_crash_costs_the_item_that_crashed_and_no_other()
    {
        var pool = Start();
        await RunAsync(pool, "{}");
        var good = Enumerable.Range(0, 20).Select(i => Submit(pool, $$"""{"payload":"{{i}}"}""")).ToList();
        var bad = Submit(pool, """{"crash":true}""");
        var later = Enumerable.Range(20, 20).Select(i => Submit(pool, $$"""{"payload":"{{i}}"}""")).ToList();
        pool.Dispatch();
        var crashed = await bad.WaitAsync(Cancellation);
        Assert.Equal(ErrorCode.WorkerCrashed, crashed.Failure);
        Assert.Contains("told to crash", crashed.Reason, StringComparison.Ordinal);
        foreach (var task in good.Concat(later)) Assert.Equal(ErrorCode.None, (await task.WaitAsync(Cancellation)).Failure);
    }

    [Fact]
    public async Task An_exception_costs_no_process()
    {
        var pool = Start();
        var outcome = await RunAsync(pool, """{"fail":"throw"}""");
        Assert.Equal(ErrorCode.WorkerCrashed, outcome.Failure);
        var before = pool.ProcessIds;
        Assert.Equal(ErrorCode.None, (await RunAsync(pool, "{}")).Failure);
        Assert.Equal(before, pool.ProcessIds);
    }

    [Fact]
    public async Task What_takes_too_long_is_killed_and_what_waited_behind_it_is_computed()
    {
        var pool = Start(o => o with { TimeLimit = TimeSpan.FromSeconds(5) });
        await RunAsync(pool, "{}");
        var slow = Submit(pool, """{"spin_ms":60000}""");
        var behind = Submit(pool, "{}");
        pool.Dispatch();
        Assert.Equal(ErrorCode.TimedOut, (await slow.WaitAsync(Cancellation)).Failure);
        Assert.Equal(ErrorCode.None, (await behind.WaitAsync(Cancellation)).Failure);
    }

    [Fact]
    public async Task A_short_item_behind_a_slow_one_goes_to_another_worker()
    {
        var pool = Start(o => o with { Slots = 2 });
        await RunAsync(pool, "{}");
        // Units say that it is short, so both go to the same worker at first.
        var slow = NoOperations.Item("""{"spin_ms":60000}""", (_, _) => Assert.Fail("it was to be cancelled"));
        pool.Submit(slow);
        var behind = Submit(pool, "{}");
        pool.Dispatch();
        Assert.Equal(ErrorCode.None, (await behind.WaitAsync(Cancellation)).Failure);
        Assert.Equal(2, pool.ProcessIds.Count);
        pool.Cancel(slow);
    }

    [Fact]
    public async Task A_cancelled_item_that_obeys_costs_no_process()
    {
        var pool = Start(o => o with { CancelGrace = TimeSpan.FromSeconds(30) });
        await RunAsync(pool, "{}");
        var worker = Assert.Single(pool.ProcessIds);
        var slow = NoOperations.Item("""{"spin_ms":60000}""", (_, outcome) => Assert.Fail("it was cancelled: " + outcome.Failure + outcome.Reason));
        pool.Submit(slow);
        pool.Dispatch();
        await UntilAsync(() => slow.Progress > 0);
        pool.Cancel(slow);
        Assert.Equal(ErrorCode.None, (await RunAsync(pool, "{}")).Failure);
        Assert.Equal(worker, Assert.Single(pool.ProcessIds));
    }

    [Fact]
    public async Task Too_much_memory_is_an_end()
    {
        // Less than the runtime has for itself.
        var outcome = await RunAsync(Start(o => o with { MemoryBytes = 4 << 20 }), """{"spin_ms":60000}""");
        Assert.Equal(ErrorCode.OutOfMemory, outcome.Failure);
    }

    [Fact]
    public async Task Garbage_on_the_pipe_ends_that_worker_and_a_program_that_is_no_worker_is_named()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "needs a shell");
        var pool = Start(o => o with { Launch = new WorkerLaunch("/bin/sh", ["-c", "echo nonsense on stdout; echo why on stderr >&2; cat >/dev/null"]) });
        var outcome = await RunAsync(pool, "{}");
        Assert.Equal(ErrorCode.WorkerCrashed, outcome.Failure);
        Assert.Contains("no worker process can be started", outcome.Reason, StringComparison.Ordinal);

        var missing = Start(o => o with { Launch = new WorkerLaunch("/nonexistent", []) });
        Assert.Equal(ErrorCode.WorkerCrashed, (await RunAsync(missing, "{}")).Failure);
    }

    [Fact]
    public async Task A_worker_has_no_socket_no_secrets_and_a_low_priority()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        const string Secret = "P2C2R_TEST_SECRET";
        Environment.SetEnvironmentVariable(Secret, "token-of-a-test");
        try
        {
            var pool = Start();
            await RunAsync(pool, "{}");
            var id = Assert.Single(pool.ProcessIds);
            Assert.DoesNotContain("token", await File.ReadAllTextAsync($"/proc/{id}/environ", Cancellation), StringComparison.Ordinal);
            Assert.DoesNotContain("token", await File.ReadAllTextAsync($"/proc/{id}/cmdline", Cancellation), StringComparison.Ordinal);
            var targets = Directory.EnumerateFiles($"/proc/{id}/fd").Select(f => new FileInfo(f).LinkTarget ?? "");
            Assert.DoesNotContain(targets, t => t.StartsWith("socket:", StringComparison.Ordinal));
            using var process = Process.GetProcessById(id);
            Assert.Equal(ProcessPriorityClass.BelowNormal, process.PriorityClass);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Secret, null);
        }
    }

    [Fact]
    public async Task A_worker_ends_with_its_pool()
    {
        var pool = Start();
        await RunAsync(pool, "{}");
        using var process = Process.GetProcessById(Assert.Single(pool.ProcessIds));
        pool.Dispose();
        await process.WaitForExitAsync(Cancellation);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition()) await Task.Delay(5, Cancellation);
    }

    private static Task<WorkOutcome> Submit(WorkerPool pool, string document)
    {
        var done = new TaskCompletionSource<WorkOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        pool.Submit(NoOperations.Item(document, (_, outcome) => done.SetResult(outcome)));
        return done.Task;
    }

    private static Task<WorkOutcome> RunAsync(WorkerPool pool, string document)
    {
        var done = Submit(pool, document);
        pool.Dispatch();
        return done.WaitAsync(Cancellation);
    }

    private WorkerPool Start(Func<WorkerPoolOptions, WorkerPoolOptions>? change = null)
    {
        var options = new WorkerPoolOptions { Slots = 1, Launch = WorkerLaunch.Default(), Spool = _folder.Path, MemoryBytes = 512 << 20 };
        var pool = new WorkerPool(change?.Invoke(options) ?? options, static () => { });
        _pools.Add(pool);
        return pool;
    }
}
