using System.Collections.Concurrent;
using System.Text;
using P2C2R.Client;
using P2C2R.Protocol;

namespace P2C2R.Tests.EndToEnd;

/// <summary>A gamer that keeps the grid busy and writes down what was acknowledged and what was delivered.</summary>
internal sealed class LoadClient(GridClient client)
{
    private const int SideBySide = 6;

    private readonly ConcurrentDictionary<string, byte[]> _acknowledged = [];
    private readonly ConcurrentDictionary<string, int> _delivered = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next;

    /// <summary>Documents of the tasks that the coordinator has promised to compute.</summary>
    public IReadOnlyDictionary<string, byte[]> Acknowledged => _acknowledged;

    /// <summary>How often each task's result came.</summary>
    public IReadOnlyDictionary<string, int> Delivered => _delivered;

    /// <summary>Submits task after task until it is told to stop, then waits for those at hand.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, SideBySide).Select(_ => RunOneByOneAsync(stop)));

    /// <summary>Waits until so many more results have come.</summary>
    public async Task WaitForResultsAsync(int count, TimeSpan patience, CancellationToken stop)
    {
        var goal = _delivered.Count + count;
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timer.CancelAfter(patience);
        while (true)
        {
            var news = Volatile.Read(ref _news);
            if (_delivered.Count >= goal) return;
            await news.Task.WaitAsync(timer.Token);
        }
    }

    private async Task RunOneByOneAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _next);
            var id = $"load-{number}";
            var document = Encoding.UTF8.GetBytes($$"""{"slices": 3, "units": 1000, "spin_ms": 20, "payload": "load {{number}}", "chain": {{(number % 2 == 0 ? "true" : "false")}}}""");
            var task = await client.SubmitAsync(Kinds.NoOperation, document, options: new TaskOptions { Id = id, Replicas = number % 5 == 0 ? 2 : 1 }, cancellation: CancellationToken.None);
            if (await task.Accepted) _acknowledged[id] = document;
            using var outcome = await task.WaitAsync(CancellationToken.None);
            Assert.True(outcome.Succeeded, $"{id}: {outcome.Error}: {outcome.Message}");
            _delivered.AddOrUpdate(id, 1, static (_, n) => n + 1);
            Interlocked.Exchange(ref _news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }
}
