namespace P2C2R.Cli.Bench;

/// <summary>How the coordinator's storage worked, from its status page.</summary>
/// <param name="Commits">Commits so far.</param>
/// <param name="Tasks">Tasks completed so far.</param>
/// <param name="Seconds">Time spent in commits so far, fsync included.</param>
/// <param name="CoreSeconds">Time spent in the state core so far.</param>
internal sealed record CommitCounts(double Commits, double Tasks, double Seconds, double CoreSeconds)
{
    /// <summary>Tasks that shared one fsync.</summary>
    public double MeanBatch => Tasks / Commits;

    /// <summary>Milliseconds of one commit, its fsync included.</summary>
    public double MeanMs => Seconds * 1000 / Commits;

    /// <summary>Microseconds of the state core for one task.</summary>
    public double CoreMicroseconds => CoreSeconds * 1e6 / Tasks;

    /// <summary>Reads it.</summary>
    public static async Task<CommitCounts> ReadAsync(int port)
    {
        var status = await GridContender.StatusAsync(port);
        var storage = status.GetProperty("storage");
        return new CommitCounts(
            status.GetProperty("commits").GetDouble(),
            status.GetProperty("tasks_completed").GetDouble(),
            status.GetProperty("commit_seconds").GetDouble(),
            storage.GetProperty("seconds_in_core").GetDouble());
    }

    /// <summary>What came after <paramref name="before"/>.</summary>
    public CommitCounts Since(CommitCounts before) => new(Commits - before.Commits, Tasks - before.Tasks, Seconds - before.Seconds, CoreSeconds - before.CoreSeconds);
}
