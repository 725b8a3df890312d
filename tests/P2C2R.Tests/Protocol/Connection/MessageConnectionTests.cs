using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Tests.Protocol.Connection;

/// <summary>Against ASP.NET Core's own WebSocket server.</summary>
public sealed class MessageConnectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Thousands_of_messages_come_back_whole_and_in_order()
    {
        await using var server = await StartAsync(EchoAsync);
        await using var connection = await ConnectAsync(server);
        const int Count = 5000;
        for (var i = 0; i < Count; i++) connection.Post(new GetTask { Task = $"t{i}" + new string('x', i % 300) });
        connection.Flush();
        for (var i = 0; i < Count; i++)
        {
            var message = Assert.IsType<GetTask>(await connection.ReceiveAsync(Cancellation));
            Assert.Equal($"t{i}" + new string('x', i % 300), message.Task);
        }

        Assert.True(connection.BytesReceived > Count * 20);
        Assert.True(connection.BytesSent > Count * 20);
    }

    [Fact]
    public async Task Many_writers_lose_nothing()
    {
        await using var server = await StartAsync(EchoAsync);
        await using var connection = await ConnectAsync(server);
        var writers = Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                connection.Send(new GetTask { Task = $"{w}-{i}" });
                await connection.WaitForRoomAsync(Cancellation);
            }
        }));
        var seen = new HashSet<string>();
        var all = Task.WhenAll(writers);
        while (seen.Count < 4000) Assert.True(seen.Add(Assert.IsType<GetTask>(await connection.ReceiveAsync(Cancellation)).Task));
        await all;
    }

    [Fact]
    public async Task A_message_as_big_as_the_limit_allows_arrives_and_a_bigger_one_ends_the_connection()
    {
        await using var server = await StartAsync(async socket =>
        {
            await SendAsync(socket, "{\"type\":\"get_task\",\"task\":\"" + new string('a', Limits.MaxMessageBytes - 40) + "\"}");
            await SendAsync(socket, "{\"type\":\"get_task\",\"task\":\"" + new string('a', Limits.MaxMessageBytes + 40_000) + "\"}");
            await EchoAsync(socket);
        });
        await using var connection = await ConnectAsync(server);
        Assert.IsType<GetTask>(await connection.ReceiveAsync(Cancellation));
        Assert.Null(await connection.ReceiveAsync(Cancellation));
        Assert.Contains("bytes", connection.EndReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Garbage_is_answered_and_skipped()
    {
        var answers = new TaskCompletionSource<string>();
        await using var server = await StartAsync(async socket =>
        {
            await SendAsync(socket, "no JSON");
            await SendAsync(socket, "{\"type\":\"from_the_future\"}");
            await SendAsync(socket, "{\"type\":\"drain\"}");
            answers.SetResult(await ReceiveAsync(socket) + await ReceiveAsync(socket));
        });
        await using var connection = await ConnectAsync(server);
        Assert.IsType<Drain>(await connection.ReceiveAsync(Cancellation));
        var text = await answers.Task.WaitAsync(Cancellation);
        Assert.Contains("malformed", text, StringComparison.Ordinal);
        Assert.Contains("unknown_type", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_side_goes_and_the_reason_is_known()
    {
        await using var server = await StartAsync(socket => socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "shutting down", Cancellation));
        await using var connection = await ConnectAsync(server);
        Assert.Null(await connection.ReceiveAsync(Cancellation));
        Assert.Equal("shutting down", connection.EndReason);
        Assert.False(connection.Send(new Drain()));
    }

    [Fact]
    public async Task Nobody_there_is_an_error_not_an_exception()
    {
        var (connection, error) = await MessageConnection.TryConnectAsync(CoordinatorAddress.FromHost("127.0.0.1", 1), Cancellation);
        Assert.Null(connection);
        Assert.Contains("127.0.0.1:1", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", "ws://localhost:8765/ws", "http://localhost:8765/")]
    [InlineData("10.0.0.7:9000", "ws://10.0.0.7:9000/ws", "http://10.0.0.7:9000/")]
    [InlineData("ws://host", "ws://host:8765/ws", "http://host:8765/")]
    [InlineData("ws://host:80/", "ws://host/ws", "http://host/")]
    [InlineData("https://grid.example.org", "wss://grid.example.org/ws", "https://grid.example.org/")]
    [InlineData("wss://example.org:8443/p2c2r/ws", "wss://example.org:8443/p2c2r/ws", "https://example.org:8443/p2c2r/")]
    [InlineData("ws://[::1]", "ws://[::1]:8765/ws", "http://[::1]:8765/")]
    public void Addresses_in_any_form(string text, string webSocket, string http)
    {
        Assert.True(CoordinatorAddress.TryParse(text, out var address, out _));
        Assert.Equal(webSocket, address.WebSocket.ToString());
        Assert.Equal(http, address.Http.ToString());
    }

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("")]
    [InlineData("ws://")]
    public void What_is_no_address_gets_an_example(string text)
    {
        Assert.False(CoordinatorAddress.TryParse(text, out _, out var error));
        Assert.Contains("ws://localhost:8765", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Waits_grow_stay_under_the_maximum_and_start_again()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
        double[] ceilings = [100, 200, 400, 800, 1000, 1000];
        foreach (var ceiling in ceilings) Assert.InRange(backoff.Next().TotalMilliseconds, ceiling / 2, ceiling);
        for (var i = 0; i < 10_000; i++) Assert.InRange(backoff.Next().TotalMilliseconds, 500, 1000);
        backoff.Reset();
        Assert.InRange(backoff.Next().TotalMilliseconds, 50, 100);
    }

    private static async Task<WebApplication> StartAsync(Func<WebSocket, Task> serve)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(async context =>
        {
            Assert.Equal("/ws", context.Request.Path);
            using var socket = await context.WebSockets.AcceptWebSocketAsync(MessageCodec.Subprotocol);
            await serve(socket);
        });
        await app.StartAsync(Cancellation);
        return app;
    }

    private static async Task<MessageConnection> ConnectAsync(WebApplication server)
    {
        Assert.True(CoordinatorAddress.TryParse(server.Urls.Single(), out var address, out _));
        var (connection, error) = await MessageConnection.TryConnectAsync(address, Cancellation);
        Assert.Null(error);
        return connection!;
    }

    private static async Task EchoAsync(WebSocket socket)
    {
        while (true)
        {
            var text = await ReceiveAsync(socket);
            if (text is null) return;
            await SendAsync(socket, text);
        }
    }

    private static Task SendAsync(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Cancellation);

    private static async Task<string?> ReceiveAsync(WebSocket socket)
    {
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, Cancellation);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            bytes.AddRange(buffer.AsSpan(0, part.Count));
            if (part.EndOfMessage) return Encoding.UTF8.GetString([.. bytes]);
        }
    }
}
