using P2C2R.Grid;

namespace P2C2R.Coordinator.Status;

/// <summary>What the loop measures of itself. Written by its thread, read by any; a torn read only blurs a statistic.</summary>
internal sealed class LoopMeter
{
    private long _commitTicks = TimeSpan.TicksPerMillisecond;

    /// <summary>Commits, commands, and time spent in them.</summary>
    public long Commits { get; private set; }

    /// <summary>Commands applied.</summary>
    public long Commands { get; private set; }

    /// <summary>Time in commits, fsync included.</summary>
    public TimeSpan InCommits { get; private set; }

    /// <summary>Time in the core.</summary>
    public TimeSpan InCore { get; private set; }

    /// <summary>This epoch.</summary>
    public int Epoch { get; private set; }

    /// <summary>Totals of earlier epochs.</summary>
    public GridTotals Before { get; private set; } = new();

    /// <summary>A moving average of a commit's time.</summary>
    public TimeSpan CommitTime => TimeSpan.FromTicks(Volatile.Read(ref _commitTicks));

    public void BeginEpoch(GridSnapshot snapshot)
    {
        Epoch = snapshot.Epoch;
        Before = snapshot.Totals;
    }

    public void Applied(int commands, TimeSpan time)
    {
        Commands += commands;
        InCore += time;
    }

    public void Committed(TimeSpan time)
    {
        Commits++;
        InCommits += time;
        Volatile.Write(ref _commitTicks, ((_commitTicks * 7) + time.Ticks) / 8);
    }
}
