using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Ends tasks: charges data, gives back what is left in escrow, tells the gamer. Letting go of the slices goes on in steps.</summary>
internal sealed class TaskEnding(GridState state, Delivery delivery, DataCharge data)
{
    /// <summary>Ends a live task; one that has ended already stays as it is.</summary>
    public void End(GridTask task, TaskState to, ErrorCode code = ErrorCode.None, string? message = null)
    {
        if (!task.IsLive) return;
        if (task.State == TaskState.Admitting) state.Admitting.Remove(task);
        task.Move(to);
        task.Error = code;
        task.Message = message;
        task.EndedAt = state.Now;
        data.Charge(task);
        state.Move(task.Escrow, task.Gamer.Spendable[(int)task.Ledger], task.Escrow.Value, TransferReason.Refund, task.Number, null);
        state.LiveTasks.Remove(task.Number);
        state.LiveSlices -= task.Slices.Length;
        if (task.Deadline != long.MaxValue) state.Deadlines.Remove(task);
        task.Gamer.LiveTasks--;
        state.FreshlyEnded.Add(task);
        state.Touch(task);
        Count(task);
        delivery.TellEnded(task);
        state.Report(GridEventKind.TaskEnded, task, code: code, detail: message, microseconds: state.Now - task.SubmittedAt, cost: new NanoDollars(task.Cost));
        state.Work.Enqueue(new WorkItem(WorkKind.Retire, task));
    }

    private void Count(GridTask task)
    {
        switch (task.State)
        {
            case TaskState.Done:
                state.Statistics.TasksDone++;
                state.Statistics.Latency.Add(state.Now - task.SubmittedAt);
                task.Gamer.TasksCompleted++;
                state.Touch(task.Gamer);
                break;
            case TaskState.Failed:
                state.Statistics.TasksFailed++;
                break;
            default:
                state.Statistics.TasksCancelled++;
                break;
        }
    }
}
