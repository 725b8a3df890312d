using System.Net.Sockets;
using System.Net.WebSockets;

namespace P2C2R.Protocol.Connection;

/// <summary>
/// A peer's or a gamer's WebSocket to its coordinator: messages in, messages out. It stands beside the codec because both
/// programs need the same one and nothing else is below both; it uses nothing but the framework. It doesn't reconnect: whoever
/// owns it makes a new one after a <see cref="Backoff"/>, because what must be said again only he knows.
/// </summary>
public sealed class MessageConnection : IAsyncDisposable
{
    /// <summary>Bytes that may wait to be sent before <see cref="WaitForRoomAsync"/> waits.</summary>
    public const int OutboundRoomBytes = 1 << 20;

    /// <summary>Bytes that may wait to be sent before the connection is given up: the coordinator doesn't read.</summary>
    public const int MaxOutboundBytes = 256 << 20;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private const int FirstReceiveBytes = 16 << 10;
    private const int KeptReceiveBytes = 1 << 20;

    private readonly ClientWebSocket _socket;
    private readonly CoalescingStream _stream;
    private readonly OutboundQueue _outbound = new();
    private readonly CancellationTokenSource _ended = new();
    private TaskCompletionSource? _room;
    private byte[] _receiveBuffer = new byte[FirstReceiveBytes];
    private int _sending;
    private string? _endReason;

    private MessageConnection(ClientWebSocket socket, CoalescingStream stream)
    {
        _socket = socket;
        _stream = stream;
    }

    /// <summary>Bytes that came in, frames and handshake included.</summary>
    public long BytesReceived => _stream.BytesRead;

    /// <summary>Bytes that went out, frames and handshake included.</summary>
    public long BytesSent => _stream.BytesWritten;

    /// <summary>Why the connection ended, for people; null while it lasts.</summary>
    public string? EndReason => Volatile.Read(ref _endReason);

    /// <summary>Connects. A coordinator that can't be reached is <see cref="ErrorCode.Unreachable"/>, with the reason.</summary>
    public static async Task<(MessageConnection? Connection, string? Error)> TryConnectAsync(CoordinatorAddress address, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(MessageCodec.Subprotocol);
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(15);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        CoalescingStream? stream = null;
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(ConnectTimeout);
            using var handler = new SocketsHttpHandler { ConnectCallback = async (context, token) => stream = await OpenAsync(context, token).ConfigureAwait(false) };
            using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
            await socket.ConnectAsync(address.WebSocket, invoker, timeout.Token).ConfigureAwait(false);
            if (socket.SubProtocol == MessageCodec.Subprotocol) return (new MessageConnection(socket, stream!), null);
            socket.Dispose();
            return (null, $"{address} is no coordinator: it doesn't speak {MessageCodec.Subprotocol}");
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or SocketException or IOException or OperationCanceledException)
        {
            socket.Dispose();
            cancellation.ThrowIfCancellationRequested();
            var reason = e is OperationCanceledException ? $"no answer within {ConnectTimeout.TotalSeconds:0} s" : (e.InnerException ?? e).Message;
            return (null, $"can't reach {address}: {reason}");
        }
    }

    /// <summary>Queues a message and sees to it that it leaves. Never blocks; what is queued when the connection ends is lost.</summary>
    /// <returns>False when the connection is over.</returns>
    public bool Send(Message message) => Post(message) && Flush();

    /// <summary>Queues a message; it leaves with the next <see cref="Flush"/> or <see cref="Send"/>: for whoever has several, so that they share one system call.</summary>
    /// <returns>False when the connection is over.</returns>
    public bool Post(Message message)
    {
        if (EndReason is not null) return false;
        _outbound.Add(message);
        return true;
    }

    /// <summary>Sends what is queued, unless somebody is sending already and so will take it along.</summary>
    /// <returns>False when the connection is over.</returns>
    public bool Flush()
    {
        if (Interlocked.CompareExchange(ref _sending, 1, 0) == 0) _ = SendQueuedAsync();
        if (_outbound.Waiting > MaxOutboundBytes) End("the coordinator doesn't read what is sent to it");
        return EndReason is null;
    }

    /// <summary>Completes when less than <see cref="OutboundRoomBytes"/> wait, or the connection is over: for whoever sends much.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellation = default)
    {
        while (_outbound.Waiting > OutboundRoomBytes && EndReason is null)
        {
            var room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = Interlocked.CompareExchange(ref _room, room, null) ?? room;
            if (_outbound.Waiting <= OutboundRoomBytes || EndReason is not null) return;
            await room.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The next message; null when the connection is over (<see cref="EndReason"/> says why). Completes at once while
    /// messages are there, so a caller that finds the task incomplete knows that it has seen them all. What isn't a known
    /// message is answered with an error and skipped. One caller at a time; a cancelled call ends the connection.
    /// </summary>
    public async ValueTask<Message?> ReceiveAsync(CancellationToken cancellation = default)
    {
        try
        {
            while (EndReason is null)
            {
                var length = await ReceiveBytesAsync(cancellation).ConfigureAwait(false);
                if (length < 0) return null;
                if (MessageCodec.TryDecode(_receiveBuffer.AsSpan(0, length), out var message, out var error)) return message;
                Send(error!);
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            End((e.InnerException ?? e).Message);
        }
        catch (OperationCanceledException)
        {
            End("closed");
            cancellation.ThrowIfCancellationRequested();
        }

        return null;
    }

    /// <summary>Sends what waits, says goodbye if the other side takes it within a second, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (EndReason is null)
        {
            Flush();
            await CloseAsync().ConfigureAwait(false);
        }

        End("closed");
        _socket.Dispose();
        if (_stream is not null) await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private static async ValueTask<CoalescingStream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation).ConfigureAwait(false);
            return new CoalescingStream(new NetworkStream(socket, ownsSocket: true));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
            timeout.CancelAfter(TimeSpan.FromSeconds(1));
            await WaitUntilSentAsync(timeout.Token).ConfigureAwait(false);
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side is gone or busy; closing the socket says enough.
        }
    }

    private async Task WaitUntilSentAsync(CancellationToken cancellation)
    {
        while (Volatile.Read(ref _sending) != 0) await Task.Delay(1, cancellation).ConfigureAwait(false);
    }

    private async Task SendQueuedAsync()
    {
        try
        {
            do
            {
                while (_outbound.TryTake(out var bytes, out var ends)) await SendBatchAsync(bytes, ends).ConfigureAwait(false);
                Volatile.Write(ref _sending, 0);
            }
            while (_outbound.Waiting > 0 && Interlocked.CompareExchange(ref _sending, 1, 0) == 0);
        }
        catch (Exception e) when (e is WebSocketException or IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            End((e.InnerException ?? e).Message);
        }
    }

    private async ValueTask SendBatchAsync(ReadOnlyMemory<byte> bytes, IReadOnlyList<int> ends)
    {
        _stream.Cork();
        var start = 0;
        foreach (var end in ends)
        {
            await _socket.SendAsync(bytes[start..end], WebSocketMessageType.Text, endOfMessage: true, _ended.Token).ConfigureAwait(false);
            start = end;
        }

        await _stream.UncorkAsync(_ended.Token).ConfigureAwait(false);
        Interlocked.Exchange(ref _room, null)?.TrySetResult();
    }

    /// <summary>One whole message into the receive buffer; its length, or -1 when the connection is over.</summary>
    private async ValueTask<int> ReceiveBytesAsync(CancellationToken cancellation)
    {
        if (_receiveBuffer.Length > KeptReceiveBytes) _receiveBuffer = new byte[FirstReceiveBytes];
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_receiveBuffer.AsMemory(length), cancellation).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                End(string.IsNullOrEmpty(_socket.CloseStatusDescription) ? "the coordinator closed the connection" : _socket.CloseStatusDescription);
                return -1;
            }

            length += part.Count;
            if (length > Limits.MaxMessageBytes)
            {
                End($"the coordinator sent a message of more than {Limits.MaxMessageBytes} bytes");
                return -1;
            }

            if (part.EndOfMessage) return length;
            if (length == _receiveBuffer.Length) Array.Resize(ref _receiveBuffer, length * 2);
        }
    }

    private void End(string reason)
    {
        if (Interlocked.CompareExchange(ref _endReason, reason, null) is not null) return;
        _ended.Cancel();
        _socket.Abort();
        Interlocked.Exchange(ref _room, null)?.TrySetResult();
    }
}
