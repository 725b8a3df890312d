using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Tests.Peer;

/// <summary>The coordinator's end of the wire, played by the test: it says what a real one would not.</summary>
internal sealed class StubCoordinator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<StubSession> _sessions = Channel.CreateUnbounded<StubSession>();
    private readonly CancellationTokenSource _over = new();

    private StubCoordinator(WebApplication app) => _app = app;

    /// <summary>What GET answers.</summary>
    public ConcurrentDictionary<Sha256Hash, byte[]> Blobs { get; } = new();

    /// <summary>What was PUT, and with which authorization.</summary>
    public ConcurrentDictionary<Sha256Hash, (byte[] Bytes, string Authorization)> Uploads { get; } = new();

    /// <summary>GET requests.</summary>
    public int Downloads => _downloads;

    private int _downloads;

    public CoordinatorAddress Address { get; private set; } = null!;

    public static async Task<StubCoordinator> StartAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new StubCoordinator(builder.Build());
        stub._app.UseWebSockets();
        stub._app.Run(stub.ServeAsync);
        await stub._app.StartAsync(cancellation);
        Assert.True(CoordinatorAddress.TryParse(stub._app.Urls.Single(), out var address, out _));
        stub.Address = address;
        return stub;
    }

    /// <summary>The next connection of a peer, whose hello was read.</summary>
    public async Task<StubSession> AcceptAsync(CancellationToken cancellation) => await _sessions.Reader.ReadAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _app.StopAsync(_over.Token);
        await _app.DisposeAsync();
        _over.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (context.Request.Path == "/ws")
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync(MessageCodec.Subprotocol);
            var session = new StubSession(socket);
            if (await session.ReceiveAsync(context.RequestAborted) is not HelloPeer hello) return;
            session.Hello = hello;
            await _sessions.Writer.WriteAsync(session);
            // Not until the request is aborted: when the peer has closed, the test may still have messages to read.
            await session.Ended.WaitAsync(_over.Token);
            return;
        }

        Assert.True(Sha256Hash.TryParse(context.Request.Path.Value.AsSpan("/blobs/".Length), out var hash));
        if (context.Request.Method == "PUT")
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            Uploads[hash] = (body.ToArray(), context.Request.Headers.Authorization.ToString());
            return;
        }

        Interlocked.Increment(ref _downloads);
        if (Blobs.TryGetValue(hash, out var bytes) && context.Request.Query["grant"] == "granted") await context.Response.Body.WriteAsync(bytes);
        else context.Response.StatusCode = 404;
    }
}
