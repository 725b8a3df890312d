using System.Text.Json;

namespace P2C2R.Cli.Bench;

/// <summary>One of those that are measured side by side: its server, its worker and its client, all running.</summary>
/// <param name="name">What it is called.</param>
/// <param name="promise">What it has stored when the client gets the result.</param>
/// <param name="processes">Its processes in the order of their start; the last is the client.</param>
internal sealed class Contender(string name, string promise, IReadOnlyList<ChildProcess> processes) : IDisposable
{
    /// <summary>What it is called.</summary>
    public string Name => name;

    /// <summary>What it has stored when the client gets the result.</summary>
    public string Promise => promise;

    /// <summary>Its processes: server, worker, client.</summary>
    public IReadOnlyList<ChildProcess> Processes => processes;

    /// <summary>Has the client keep so many tasks in flight for so long.</summary>
    public async Task<Measurement> MeasureAsync(int window, double seconds)
    {
        var answer = await processes[^1].AskAsync($"{window} {seconds}", TimeSpan.FromSeconds(seconds + 60));
        return JsonSerializer.Deserialize<Measurement>(answer) ?? throw new IOException($"{name}: no measurement: {answer}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var process in processes.Reverse()) process.Dispose();
    }
}
