using System.Threading.Channels;
using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Client.Sessions;

/// <summary>One connection after its welcome: brings each message to whoever waits for it.</summary>
/// <param name="connection">The connection; this owns it from now on.</param>
/// <param name="welcome">The account and the rates.</param>
internal sealed class GridSession(MessageConnection connection, Welcome welcome) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Channel<Message>>> _inboxes = [];
    private readonly Queue<TaskCompletionSource<Message?>> _questions = new();
    private readonly SemaphoreSlim _asking = new(1, 1);
    private bool _ended;

    /// <summary>The account and the rates.</summary>
    public Welcome Welcome => welcome;

    /// <summary>Why it ended, for people.</summary>
    public string? EndReason => connection.EndReason;

    /// <summary>Sends a message; false when the session is over.</summary>
    public bool Send(Message message) => connection.Send(message);

    /// <summary>Waits while much is unsent.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellation) => connection.WaitForRoomAsync(cancellation);

    /// <summary>Opens an inbox for what is said about a task; it is completed when the session ends. Dispose to leave.</summary>
    public TaskInbox OpenInbox(string task)
    {
        var channel = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });
        lock (_lock)
        {
            if (_ended) channel.Writer.Complete();
            else if (_inboxes.TryGetValue(task, out var inboxes)) inboxes.Add(channel);
            else _inboxes[task] = [channel];
        }

        return new TaskInbox(channel.Reader, () => CloseInbox(task, channel));
    }

    /// <summary>Asks a question that isn't about a task. One at a time, because answers name no question.</summary>
    /// <returns>The answer (perhaps an <see cref="ErrorMessage"/>), or null when the session ended before it came.</returns>
    public async Task<Message?> AskAsync(Message question, CancellationToken cancellation)
    {
        await _asking.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var answer = new TaskCompletionSource<Message?>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                if (_ended) return null;
                _questions.Enqueue(answer);
            }

            connection.Send(question);
            // An answer that is given up still comes: the question stays in the queue to take it.
            return await answer.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Receives until the connection ends.</summary>
    public async Task ReceiveAllAsync(CancellationToken cancellation)
    {
        while (await connection.ReceiveAsync(cancellation).ConfigureAwait(false) is { } message) Dispatch(message);
    }

    /// <summary>Closes the connection and tells everybody who waits.</summary>
    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync().ConfigureAwait(false);
        lock (_lock)
        {
            _ended = true;
            foreach (var inbox in _inboxes.Values.SelectMany(static i => i)) inbox.Writer.TryComplete();
            foreach (var question in _questions) question.TrySetResult(null);
            _inboxes.Clear();
            _questions.Clear();
        }
    }

    private void Dispatch(Message message)
    {
        switch (message)
        {
            case Accepted accepted:
                foreach (var task in accepted.Tasks) Deliver(task.Task, new Accepted { Tasks = [task] });
                break;
            case Progress progress:
                Deliver(progress.Task, message);
                break;
            case Result result:
                Deliver(result.Summary.Task, message);
                break;
            case Outputs outputs:
                Deliver(outputs.Task, message);
                break;
            case Protocol.TaskStatus status:
                Deliver(status.Summary.Task, message);
                break;
            case ErrorMessage { Task: { } task }:
                Deliver(task, message);
                break;
            case AccountStatus or TaskPage or ErrorMessage:
                Answer(message);
                break;
        }
    }

    private void Deliver(string task, Message message)
    {
        lock (_lock)
        {
            if (!_inboxes.TryGetValue(task, out var inboxes)) return;
            foreach (var inbox in inboxes) inbox.Writer.TryWrite(message);
        }
    }

    private void Answer(Message message)
    {
        lock (_lock)
        {
            if (_questions.TryDequeue(out var question)) question.TrySetResult(message);
        }
    }

    private void CloseInbox(string task, Channel<Message> channel)
    {
        lock (_lock)
        {
            if (_inboxes.TryGetValue(task, out var inboxes) && inboxes.Remove(channel) && inboxes.Count == 0) _inboxes.Remove(task);
        }
    }
}
