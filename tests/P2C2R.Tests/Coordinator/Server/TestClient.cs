using System.Buffers;
using System.Net.WebSockets;
using P2C2R.Protocol;

namespace P2C2R.Tests.Coordinator.Server;

/// <summary>The framework's own WebSocket client, and messages over it.</summary>
internal sealed class TestClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket _socket = new();

    public static async Task<TestClient> ConnectAsync(Uri address, string? origin)
    {
        var client = new TestClient();
        client._socket.Options.AddSubProtocol(MessageCodec.Subprotocol);
#pragma warning disable CA5359 // the certificate is one that the test has just made
        client._socket.Options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        if (origin is not null) client._socket.Options.SetRequestHeader("Origin", origin);
        using var timeout = new CancellationTokenSource(Patience);
        await client._socket.ConnectAsync(address, timeout.Token);
        return client;
    }

    public async Task<Welcome> HelloGamerAsync(string? token = null)
    {
        await SendAsync(new HelloGamer { Name = "tester", Token = token });
        return await ReceiveAsync<Welcome>();
    }

    public async Task<Welcome> HelloPeerAsync()
    {
        await SendAsync(new HelloPeer
        {
            Name = "peer",
            Slots = 4,
            Device = new DeviceInfo { Cores = 1, MemoryBytes = 1 << 30 },
            Kernels = [new KernelSpeed { Kind = Kinds.NoOperation, Version = 1 }],
        });
        return await ReceiveAsync<Welcome>();
    }

    public Task SendAsync(Message message)
    {
        var bytes = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(message, bytes);
        return SendAsync(bytes.WrittenMemory);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        using var timeout = new CancellationTokenSource(Patience);
        await _socket.SendAsync(bytes, type, endOfMessage: true, timeout.Token);
    }

    /// <summary>The next message of this type; others are skipped.</summary>
    public async Task<T> ReceiveAsync<T>() where T : Message
    {
        while (true)
        {
            var message = await ReceiveAsync();
            if (message is T wanted) return wanted;
            if (message is null) throw new EndOfStreamException($"the coordinator ended the connection before any {typeof(T).Name}: {_socket.CloseStatusDescription}");
        }
    }

    /// <summary>The next message; null when the coordinator has ended the connection.</summary>
    public async Task<Message?> ReceiveAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        var buffer = new byte[1 << 16];
        var length = 0;
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(length), timeout.Token);
                if (part.MessageType == WebSocketMessageType.Close) return null;
                length += part.Count;
                if (part.EndOfMessage) break;
                if (length == buffer.Length) Array.Resize(ref buffer, length * 2);
            }
        }
        catch (WebSocketException)
        {
            return null;
        }

        Assert.True(MessageCodec.TryDecode(buffer.AsSpan(0, length), out var message, out var error), error?.Message);
        return message;
    }

    /// <summary>Reads until the connection ends.</summary>
    public async Task EndAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }
    }

    public void Dispose() => _socket.Dispose();
}
