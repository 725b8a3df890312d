using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>What gamers and peers are told. Promises of one connection that can share a message are gathered until the end of the batch.</summary>
internal sealed class Delivery(GridState state)
{
    /// <summary>A promise.</summary>
    public void Promise(SessionId session, Message message) => state.Effects.Promises.Add(new Outgoing(session, message));

    /// <summary>Something refused: promises nothing, so it may leave at once.</summary>
    public void Refuse(SessionId session, ErrorCode code, string message, string? task = null, int? retryAfterMs = null) =>
        state.Effects.Requests.Add(new Outgoing(session, new ErrorMessage { Code = code, Message = message, Task = task, RetryAfterMs = retryAfterMs }));

    /// <summary>Acknowledges what is here of a task.</summary>
    public void Accept(Session session, GridTask task)
    {
        if (session.Accepted.Count == 0) state.Unacknowledged.Add(session);
        session.Accepted.Add(task);
    }

    /// <summary>Step 11: tells everybody who asked that a task has ended.</summary>
    public void TellEnded(GridTask task)
    {
        if (task.Interested.Count == 0) return;
        var result = Result(task);
        foreach (var session in task.Interested) Promise(session, result);
    }

    /// <summary>The result of an ended task that is still in memory.</summary>
    public Result Result(GridTask task) => new()
    {
        Summary = TaskSummaries.Of(task.ToRow()),
        Outputs = task.State == TaskState.Done && task.Slices.Length <= Limits.MaxOutputsPerMessage ? Outputs(task) : null,
    };

    /// <summary>The result of an ended task, from storage.</summary>
    public Result Result(TaskRow row)
    {
        var outputs = row.State == TaskState.Done && row.SliceCount <= Limits.MaxOutputsPerMessage ? StoredOutputs(row) : null;
        return new Result { Summary = TaskSummaries.Of(row), Outputs = outputs };
    }

    /// <summary>Sends what was gathered.</summary>
    public void Flush()
    {
        foreach (var session in state.Unacknowledged)
        {
            // A result implies that the task was accepted.
            var open = session.Accepted.FindAll(static t => t.IsLive);
            session.Accepted.Clear();
            if (open.Count > 0) Promise(session.Id, new Accepted { Tasks = open.ConvertAll(static t => new AcceptedTask { Task = t.Id, SlicesReceived = t.SlicesReceived }) });
        }
        state.Unacknowledged.Clear();
        foreach (var peer in state.Unsettled)
        {
            if (peer.Session is { } session) Promise(session.Id, new Settled { Attempts = peer.Settled!.ToArray() });
            peer.Settled!.Clear();
        }
        state.Unsettled.Clear();
    }

    private List<SliceOutput>? Outputs(GridTask task)
    {
        var outputs = new List<SliceOutput>(task.Slices.Length);
        long bytes = 0;
        foreach (var slice in task.Slices)
        {
            if (slice.Deliver && !Add(outputs, slice.Index, state.Output(slice), ref bytes)) return null;
        }
        return outputs;
    }

    private List<SliceOutput>? StoredOutputs(TaskRow row)
    {
        var outputs = new List<SliceOutput>(row.SliceCount);
        long bytes = 0;
        for (var i = 0; i < row.SliceCount; i++)
        {
            // Retention may have taken the outputs before the task: get_outputs then says what is missing.
            if (state.Archive.FindSlice(row.Number, i) is not (var slice, { } agreed)) return null;
            if (!slice.Deliver) continue;
            if (state.FindResult(agreed) is not { } result || !Add(outputs, i, result, ref bytes)) return null;
        }
        return outputs;
    }

    private static bool Add(List<SliceOutput> outputs, int slice, ResultRow result, ref long bytes)
    {
        bytes += result.Data?.Length ?? 0;
        if (bytes > Limits.MaxResultBytes) return false;
        outputs.Add(new SliceOutput { Slice = slice, Output = new DataReference { Hash = result.OutputHash, Length = result.Length, Data = result.Data } });
        return true;
    }
}
