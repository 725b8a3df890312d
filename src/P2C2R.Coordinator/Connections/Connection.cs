using System.Diagnostics;
using System.Net;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Connections;

/// <summary>One WebSocket: what waits to be sent, and who it is. Sending is safe for any thread and never blocks.</summary>
internal sealed class Connection : IThreadPoolWorkItem, IDisposable
{
    private const int MessageOverhead = 300;
    private static readonly TimeSpan CloseHandshake = TimeSpan.FromSeconds(2);
    private readonly Stream _output;
    private readonly GrantIssuer _grants;
    private readonly CancellationTokenSource _gone = new();
    private readonly Lock _lock = new();
    private List<Message> _waiting = [];
    private List<Message> _sending = [];
    private List<(FrameKind Kind, byte[] Payload)>? _control;
    private long _waitingBytes;
    private bool _draining;
    private bool _closing;
    private long _writeStarted;

    public Connection(Stream output, IPAddress address, GrantIssuer grants)
    {
        _output = output;
        _grants = grants;
        Address = address;
        OpenedAt = LastHeard = Stopwatch.GetTimestamp();
    }

    /// <summary>Where it comes from, as far as a trusted proxy tells.</summary>
    public IPAddress Address { get; }

    /// <summary>Stopwatch ticks.</summary>
    public long OpenedAt { get; }

    /// <summary>Stopwatch ticks of the last bytes that came.</summary>
    public long LastHeard { get; set; }

    /// <summary>None before the hello.</summary>
    public SessionId Session { get; set; }

    /// <summary>None before the welcome.</summary>
    public AccountId Account { get; set; }

    /// <summary>Gamer or peer; known from the hello on.</summary>
    public AccountRole? Role { get; set; }

    /// <summary>Of the token that it presented or is to be given.</summary>
    public Sha256Hash TokenHash { get; set; }

    /// <summary>As it gave it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Cancelled when the connection is over.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <summary>Why we ended it, for the log; null where the client did.</summary>
    public string? DropReason { get; private set; }

    /// <summary>Whether a close frame is on its way: what still comes counts for nothing.</summary>
    public bool Closing => Volatile.Read(ref _closing);

    /// <summary>Since when a write has been stuck, in stopwatch ticks, or 0.</summary>
    public long WriteStarted => Volatile.Read(ref _writeStarted);

    /// <summary>Queues a message; it leaves with the next <see cref="Flush"/>.</summary>
    public void Queue(Message message)
    {
        lock (_lock)
        {
            if (_closing) return;
            _waiting.Add(message);
            _waitingBytes += Estimate(message);
        }

        if (Volatile.Read(ref _waitingBytes) > ConnectionLimits.MaxOutboundBytes) Drop("slow_reader: it takes less than it asks for");
    }

    /// <summary>Sends what is queued.</summary>
    /// <param name="here">Whether the caller's thread does the work, without ever waiting: for a few messages, where waking another thread takes longer.</param>
    public void Flush(bool here = false)
    {
        lock (_lock)
        {
            if (_draining || (_waiting.Count == 0 && _control is null)) return;
            _draining = true;
        }

        if (here) _ = DrainAsync();
        else ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Queues and sends.</summary>
    public void Send(Message message)
    {
        Queue(message);
        Flush();
    }

    /// <summary>Sends a control frame after what is queued.</summary>
    public void SendControl(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        const int MaxWaiting = 16;
        lock (_lock)
        {
            if (_closing || _control?.Count >= MaxWaiting) return;
            (_control ??= []).Add((kind, payload.ToArray()));
            if (kind == FrameKind.Close) _closing = true;
        }

        Flush();
    }

    /// <summary>Sends what is queued, then a close frame, then ends.</summary>
    public void Close(int status, string reason)
    {
        var payload = new byte[2 + Math.Min(reason.Length, 120)];
        payload[0] = (byte)(status >> 8);
        payload[1] = (byte)status;
        System.Text.Encoding.ASCII.GetBytes(reason.AsSpan(0, payload.Length - 2), payload.AsSpan(2));
        SendControl(FrameKind.Close, payload);
    }

    /// <summary>Ends at once; what is queued is lost.</summary>
    public void Drop(string reason)
    {
        lock (_lock)
        {
            _closing = true;
            DropReason ??= reason;
            _waiting.Clear();
            _waitingBytes = 0;
        }

        Cancel();
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute() => _ = DrainAsync();

    /// <inheritdoc/>
    public void Dispose() => _gone.Dispose();

    private async Task DrainAsync()
    {
        using var frames = new FrameWriter();
        try
        {
            while (Take(out var messages, out var control))
            {
                foreach (var message in messages) Encode(message, frames);
                messages.Clear();
                if (control is not null)
                {
                    foreach (var (kind, payload) in control) frames.Write(kind, payload);
                }

                Volatile.Write(ref _writeStarted, Stopwatch.GetTimestamp());
                await _output.WriteAsync(frames.Written, _gone.Token).ConfigureAwait(false);
                Volatile.Write(ref _writeStarted, 0);
                frames.Dispose();
                // The client answers with its own close frame; one that doesn't is not waited for.
                if (control?[^1].Kind == FrameKind.Close) _gone.CancelAfter(CloseHandshake);
            }
        }
        catch (Exception e)
        {
            Drop(e is OperationCanceledException ? "closed" : e.Message);
        }
    }

    private void Encode(Message message, FrameWriter frames)
    {
        frames.Begin();
        MessageCodec.Encode(_grants.Complete(message, Account), frames);
        frames.End(FrameKind.Text);
    }

    private bool Take(out List<Message> messages, out List<(FrameKind Kind, byte[] Payload)>? control)
    {
        lock (_lock)
        {
            control = _control;
            _control = null;
            messages = _waiting;
            _waiting = _sending;
            _sending = messages;
            _waitingBytes = 0;
            _draining = messages.Count > 0 || control is not null;
            return _draining;
        }
    }

    private void Cancel()
    {
        try
        {
            _gone.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The receiving side has ended and cleaned up before us.
        }
    }

    private static long Estimate(Message message) => MessageOverhead + message switch
    {
        Lease lease => (lease.Input.Length * 4L / 3) + lease.Dependencies.Sum(d => MessageOverhead + ((d.Data?.Length ?? 0) * 4L / 3)),
        Result { Outputs: { } outputs } => outputs.Sum(o => MessageOverhead + ((o.Output.Data?.Length ?? 0) * 4L / 3)),
        Outputs outputs => outputs.Items.Sum(o => MessageOverhead + ((o.Output.Data?.Length ?? 0) * 4L / 3)),
        TaskPage page => page.Tasks.Count * 2L * MessageOverhead,
        _ => 0,
    };
}
