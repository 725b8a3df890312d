using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>What the passing of time does: leases and uploads expire, deadlines pass, late computations are hedged, earnings are released.</summary>
internal sealed class Timers(GridState state, AttemptBook attempts, Verification verification, TaskEnding ending, Hedging hedging)
{
    /// <summary>An admitting task without a connection is given up after that.</summary>
    private const long OrphanedFor = 600 * GridOptions.Second;

    /// <summary>Things of one sort that one tick ends.</summary>
    private const int MostPerTick = 256;

    private readonly List<Attempt> _expired = [];

    /// <summary>Does what is due.</summary>
    public void Tick()
    {
        ExpireLeases();
        ExpireUploads();
        PassDeadlines();
        GiveUpOrphans();
        hedging.Run();
        state.Holds.Release();
        foreach (var kernel in state.Kernels)
        {
            if (kernel.Room.Count > 0) ShareQueues.Unpark(kernel, MostPerTick);
        }
        state.Statistics.Measure(state.Now);
    }

    private void ExpireLeases()
    {
        _expired.Clear();
        foreach (var peer in state.Busy)
        {
            if (peer.EarliestExpiry > state.Now) continue;
            peer.EarliestExpiry = long.MaxValue;
            foreach (var attempt in peer.Active)
            {
                if (attempt.ExpiresAt <= state.Now) _expired.Add(attempt);
                else if (attempt.ExpiresAt < peer.EarliestExpiry) peer.EarliestExpiry = attempt.ExpiresAt;
            }
        }
        foreach (var attempt in _expired)
        {
            if (attempt.State != AttemptState.Leased) continue;
            attempts.TellToStop(attempt);
            attempts.End(attempt, AttemptState.Expired, attempt.Lost ? ErrorCode.Unreachable : ErrorCode.TimedOut, "the lease ended");
            verification.CountFailure(attempt.Computation, attempt.Peer.Id, "the lease ended");
        }
    }

    private void ExpireUploads()
    {
        for (var i = state.Uploading.Count - 1; i >= 0; i--)
        {
            if (i >= state.Uploading.Count) continue;
            var computation = state.Uploading[i];
            if (computation.UploadUntil > state.Now || computation.Uploader is not { } asked) continue;
            asked.UploadMissed = true;
            verification.AskForUpload(computation, asked);
        }
    }

    private void PassDeadlines()
    {
        for (var i = 0; i < MostPerTick && state.Deadlines.Min is { } task && task.Deadline <= state.Now; i++)
        {
            ending.End(task, TaskState.Failed, ErrorCode.DeadlineExceeded, "the deadline passed before the task was done");
        }
    }

    private void GiveUpOrphans()
    {
        for (var i = state.Admitting.Count - 1; i >= 0; i--)
        {
            var task = state.Admitting[i];
            if (task.OrphanedAt < state.Now - OrphanedFor) ending.End(task, TaskState.Cancelled, ErrorCode.Cancelled, "its slices stopped coming");
        }
    }
}
