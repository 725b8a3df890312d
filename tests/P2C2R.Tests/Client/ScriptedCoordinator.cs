using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using P2C2R.Protocol;

namespace P2C2R.Tests.Client;

/// <summary>A coordinator over a real socket that misbehaves as a test tells it: the real one doesn't lie.</summary>
internal sealed class ScriptedCoordinator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _connections;

    private ScriptedCoordinator(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("http://", "ws://", StringComparison.Ordinal);

    /// <summary>Connections so far.</summary>
    public int Connections => _connections;

    /// <summary>Starts one.</summary>
    /// <param name="answer">Answers a message after the welcome; null drops the connection. Gets the connection's number from 1.</param>
    public static async Task<ScriptedCoordinator> StartAsync(Func<int, Message, IReadOnlyList<Message>?> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var coordinator = new ScriptedCoordinator(app);
        app.UseWebSockets();
        app.Map("/ws", async context => await coordinator.ServeAsync(context, answer));
        // It has every blob already.
        app.MapMethods("/blobs/{hash}", ["HEAD"], static () => Results.Ok());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return coordinator;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context, Func<int, Message, IReadOnlyList<Message>?> answer)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(MessageCodec.Subprotocol);
        var number = Interlocked.Increment(ref _connections);
        while (await ReceiveAsync(socket, context.RequestAborted) is { } message)
        {
            var answers = message is HelloGamer hello ? [Welcome(hello)] : answer(number, message);
            if (answers is null)
            {
                context.Abort();
                return;
            }

            foreach (var one in answers) await SendAsync(socket, one, context.RequestAborted);
        }
    }

    private static Welcome Welcome(HelloGamer hello) => new()
    {
        Account = "a1",
        Token = hello.Token is null ? "token-of-a1" : null,
        Epoch = 1,
        HeartbeatMs = 5000,
        PeerRate = new NanoDollars(150_000_000),
        FeePercent = 10,
        Balance = NanoDollars.Zero,
        Promotional = NanoDollars.FromDollars(1),
    };

    private static async Task SendAsync(WebSocket socket, Message message, CancellationToken cancellation)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        MessageCodec.Encode(message, bytes);
        await socket.SendAsync(bytes.WrittenMemory, WebSocketMessageType.Text, true, cancellation);
    }

    private static async Task<Message?> ReceiveAsync(WebSocket socket, CancellationToken cancellation)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
                if (part.MessageType == WebSocketMessageType.Close) return null;
                whole.Write(buffer, 0, part.Count);
                if (part.EndOfMessage) break;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            return null;
        }

        Assert.True(MessageCodec.TryDecode(whole.ToArray(), out var message, out var error), error?.Message);
        return message;
    }
}
