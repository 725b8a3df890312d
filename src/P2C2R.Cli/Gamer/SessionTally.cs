using System.Diagnostics;
using System.Text.Json.Nodes;
using P2C2R.Cli.Output;
using P2C2R.Client;
using P2C2R.Protocol;

namespace P2C2R.Cli.Gamer;

/// <summary>What a gaming session has done and spent, and what a graphics card of one's own would have cost meanwhile.</summary>
/// <param name="localGpuRate">Dollars per hour that a local GPU is assumed to cost.</param>
internal sealed class SessionTally(decimal localGpuRate)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _spent;

    /// <summary>Tasks submitted.</summary>
    public int Submitted { get; private set; }

    /// <summary>Of these, tasks with an output.</summary>
    public int Completed { get; private set; }

    /// <summary>Paid in all, either ledger.</summary>
    public NanoDollars Spent => new(_spent);

    /// <summary>How long the session has lasted.</summary>
    public TimeSpan Time => _clock.Elapsed;

    /// <summary>Dollars for a task with an output, on average.</summary>
    public decimal AverageCost => Completed == 0 ? 0 : Spent.Dollars / Completed;

    /// <summary>Dollars for an hour of such a session.</summary>
    public decimal CostPerHour => Spent.Dollars / Hours;

    /// <summary>Dollars for a local GPU over the session, at the assumed rate.</summary>
    public decimal LocalGpuCost => localGpuRate * Hours;

    /// <summary>Dollars saved against that.</summary>
    public decimal Saving => LocalGpuCost - Spent.Dollars;

    /// <summary>The same in percent.</summary>
    public decimal SavingPercent => LocalGpuCost == 0 ? 0 : 100 * Saving / LocalGpuCost;

    private decimal Hours => Math.Max(0.000001m, (decimal)Time.TotalHours);

    /// <summary>Counts a task that has ended.</summary>
    public void Add(TaskOutcome outcome)
    {
        Submitted++;
        if (outcome.Succeeded) Completed++;
        _spent += outcome.Cost.Value;
    }

    /// <summary>The summary for people.</summary>
    public IReadOnlyList<string> Describe() =>
    [
        $"session time           {Figures.Time(Time.TotalMilliseconds)}",
        $"tasks completed        {Completed} of {Submitted} submitted",
        $"spent                  {Spent}",
        $"average cost           ${AverageCost:0.000000000} per task",
        $"cost per session-hour  ${CostPerHour:0.000000}",
        $"a local GPU            ${LocalGpuCost:0.000000} (assumption: ${localGpuRate:0.00} per hour)",
        $"saving                 ${Saving:0.000000} ({SavingPercent:0.0}%)",
    ];

    /// <summary>The summary for machines.</summary>
    public JsonObject ToJson() => new()
    {
        ["time_ms"] = Math.Round(Time.TotalMilliseconds),
        ["tasks_submitted"] = Submitted,
        ["tasks_completed"] = Completed,
        ["spent_nano_dollars"] = Spent.Value.ToString(),
        ["average_cost_dollars"] = Math.Round(AverageCost, 12),
        ["cost_per_session_hour_dollars"] = Math.Round(CostPerHour, 9),
        ["local_gpu_rate_dollars"] = localGpuRate,
        ["local_gpu_cost_dollars"] = Math.Round(LocalGpuCost, 9),
        ["saving_dollars"] = Math.Round(Saving, 9),
        ["saving_percent"] = Math.Round(SavingPercent, 1),
    };
}
