using System.Buffers;
using System.Net.WebSockets;
using P2C2R.Protocol;

namespace P2C2R.Tests.Peer;

/// <summary>One connection of a peer, from the coordinator's side.</summary>
internal sealed class StubSession(WebSocket socket)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HelloPeer Hello { get; set; } = null!;

    public Task Ended => _ended.Task;

    public async Task SendAsync(Message message, CancellationToken cancellation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(message, buffer);
        await socket.SendAsync(buffer.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, cancellation);
    }

    public Task WelcomeAsync(CancellationToken cancellation, string? token = null, int heartbeatMs = 60_000) => SendAsync(
        new Welcome { Account = "a1", Token = token, Epoch = 1, HeartbeatMs = heartbeatMs, PeerRate = default, FeePercent = 10, Balance = default, Promotional = default }, cancellation);

    /// <summary>The next message; null when the peer has closed.</summary>
    public async Task<Message?> ReceiveAsync(CancellationToken cancellation)
    {
        var bytes = new List<byte>();
        var buffer = new byte[1 << 16];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, cancellation);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            bytes.AddRange(buffer.AsSpan(0, part.Count));
            if (!part.EndOfMessage) continue;
            Assert.True(MessageCodec.TryDecode(bytes.ToArray(), out var message, out var error), error?.Message);
            return message;
        }
    }

    /// <summary>The next message of a type; heartbeats in between are skipped.</summary>
    public async Task<T> ExpectAsync<T>(CancellationToken cancellation)
        where T : Message
    {
        while (true)
        {
            var message = await ReceiveAsync(cancellation);
            if (message is T wanted) return wanted;
            Assert.True(message is Heartbeat, $"{message}");
        }
    }

    /// <summary>Ends the connection as a coordinator does that has said why.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "refused", cancellation);
        while (await ReceiveAsync(cancellation) is not null)
        {
        }

        _ended.TrySetResult();
    }

    /// <summary>Breaks the connection, as a network does.</summary>
    public void Break()
    {
        socket.Abort();
        _ended.TrySetResult();
    }
}
