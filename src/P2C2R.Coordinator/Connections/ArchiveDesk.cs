using P2C2R.Coordinator.Blobs;
using P2C2R.Coordinator.Loop;
using P2C2R.Coordinator.Storage;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Connections;

/// <summary>Answers beside the loop what needs only what is stored: lists of tasks, outputs, uploads that have arrived.</summary>
internal sealed class ArchiveDesk(StorageReader reader, CommandInbox inbox, UploadBook uploads, BlobStore blobs)
{
    private const int MaxOutputsBytes = 4 << 20;
    private static readonly ErrorMessage Missing = new() { Code = ErrorCode.NotFound, Message = "there is no such task of yours whose results are kept" };

    /// <summary>Whether this is such a message, from somebody who may send it.</summary>
    public static bool Answers(AccountRole role, Message message) =>
        role == AccountRole.Gamer ? message is ListTasks or GetOutputs : message is Uploaded;

    /// <summary>Answers it. Reads storage, so not on a thread that others wait for.</summary>
    public void Answer(Connection connection, Message message)
    {
        if (message is ListTasks list) connection.Send(List(connection.Account, list));
        else if (message is GetOutputs get) SendOutputs(connection, get);
        else if (message is Uploaded uploaded) _ = ReceiveUploadAsync(connection, uploaded.Attempt);
    }

    private TaskPage List(AccountId gamer, ListTasks m)
    {
        var rows = reader.ListTasks(gamer, m.Before ?? long.MaxValue, Limits.MaxTasksPerPage);
        return new TaskPage { Tasks = rows.ConvertAll(TaskSummaries.Of), Next = rows.Count < Limits.MaxTasksPerPage ? null : rows[^1].Number };
    }

    private void SendOutputs(Connection connection, GetOutputs m)
    {
        var task = reader.FindTask(connection.Account, m.Task);
        // What is stored is settled: it may be had before the task ends, and however it does.
        var outputs = task is not null && (task.State == TaskState.Done || m.Slices is not null) ? ReadOutputs(task, m) : null;
        if (outputs is not null) connection.Send(outputs);
        else connection.Send(Missing with { Task = m.Task });
    }

    private Outputs? ReadOutputs(TaskRow task, GetOutputs m)
    {
        var items = new List<SliceOutput>();
        long bytes = 0;
        foreach (var (slice, result) in m.Slices is { } wanted ? reader.Outputs(task.Number, wanted) : reader.Outputs(task.Number, m.First, Limits.MaxOutputsPerMessage))
        {
            if (result is null && task.State == TaskState.Done) return null;
            if (result is null) continue;
            bytes += result.Data?.Length ?? 0;
            if (bytes > MaxOutputsBytes) return new Outputs { Task = m.Task, Items = items, Next = m.Slices is null ? slice : null };
            items.Add(new SliceOutput { Slice = slice, Output = new DataReference { Hash = result.OutputHash, Length = result.Length, Data = result.Data } });
        }

        return new Outputs { Task = m.Task, Items = items, Next = m.Slices is not null || items.Count < Limits.MaxOutputsPerMessage ? null : items[^1].Slice + 1 };
    }

    /// <summary>Reads what a peer says it has uploaded, and tells the core what it really is.</summary>
    private async Task ReceiveUploadAsync(Connection connection, AttemptId attempt)
    {
        if (uploads.Take(connection.Account, attempt) is not { } hash)
        {
            connection.Send(new ErrorMessage { Code = ErrorCode.NotFound, Message = "no upload was asked for by this attempt", Attempt = attempt });
            return;
        }

        if (await blobs.InspectAsync(hash, attempt.ToString(), connection.Gone).ConfigureAwait(false) is { } found)
        {
            inbox.Add(new ReceiveUpload(connection.Session, attempt, hash, found.Length, found.Trailer, found.Commitment));
            return;
        }

        uploads.Expect(connection.Account, attempt, hash);
        connection.Send(new ErrorMessage { Code = ErrorCode.BlobMissing, Message = $"blob {hash} isn't stored; PUT it to /blobs/{hash} first", Attempt = attempt });
    }
}
