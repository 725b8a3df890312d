using P2C2R.Protocol;
using TaskStatus = P2C2R.Protocol.TaskStatus;

namespace P2C2R.Grid;

/// <summary>Finds tasks by the gamer's id: live ones in memory, ended ones in storage. Somebody else's are not there.</summary>
internal sealed class TaskLookup(GridState state, Delivery delivery)
{
    /// <summary>Whether a submission repeats one of the last 7 days; if so it is answered: the same content with what became of it, other content with an error.</summary>
    public bool IsKnown(Session session, string id, Sha256Hash digest)
    {
        var gamer = session.Gamer!;
        var live = gamer.Tasks.GetValueOrDefault(id);
        var row = live is null ? state.Archive.FindTask(gamer.Id, id) : null;
        if (live is null && row is null) return false;
        if ((live?.Digest ?? row!.Digest) != digest)
        {
            delivery.Refuse(session.Id, ErrorCode.TaskIdReused, "this id was used within 7 days for another task; choose a new one", id);
        }
        else if (live is { IsLive: true })
        {
            Interest(live, session);
            delivery.Accept(session, live);
        }
        else
        {
            delivery.Promise(session.Id, live is null ? delivery.Result(row!) : delivery.Result(live));
        }
        return true;
    }

    /// <summary>Says where a task is, and how it ended or, later, how it ends.</summary>
    public void Query(Session session, string id)
    {
        if (FindLive(session, id) is { } task)
        {
            Interest(task, session);
            delivery.Promise(session.Id, new TaskStatus { Summary = TaskSummaries.Of(task.ToRow()) });
        }
        else if (FindEnded(session, id) is { } result)
        {
            delivery.Promise(session.Id, new TaskStatus { Summary = result.Summary });
            delivery.Promise(session.Id, result);
        }
        else
        {
            RefuseUnknown(session, id);
        }
    }

    /// <summary>A live task of this gamer, or null.</summary>
    public static GridTask? FindLive(Session session, string id) =>
        session.Gamer!.Tasks.TryGetValue(id, out var task) && task.IsLive ? task : null;

    /// <summary>Sends the result of an ended task, or says that there is no such task.</summary>
    public void AnswerEnded(Session session, string id)
    {
        if (FindEnded(session, id) is { } result) delivery.Promise(session.Id, result);
        else RefuseUnknown(session, id);
    }

    /// <summary>Remembers that a connection wants to know how a task ends.</summary>
    public void Interest(GridTask task, Session session)
    {
        task.OrphanedAt = long.MaxValue;
        if (task.Interested.Contains(session.Id)) return;
        task.Interested.RemoveAll(id => !state.Sessions.ContainsKey(id));
        task.Interested.Add(session.Id);
    }

    private Result? FindEnded(Session session, string id)
    {
        if (session.Gamer!.Tasks.TryGetValue(id, out var fresh)) return delivery.Result(fresh);
        return state.Archive.FindTask(session.Gamer.Id, id) is { } row ? delivery.Result(row) : null;
    }

    private void RefuseUnknown(Session session, string id) => delivery.Refuse(session.Id, ErrorCode.NotFound, "there is no such task", id);
}
