using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace P2C2R.Tests.Peer.Endpoints;

/// <summary>An OpenAI-compatible chat endpoint, as good or bad as the test wants it: each request is answered by the next behaviour, the last one for ever.</summary>
internal sealed class StubEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _behaviours = new();

    private StubEndpoint(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public ConcurrentQueue<(string Authorization, JsonNode Body)> Requests { get; } = new();

    public static async Task<StubEndpoint> StartAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new StubEndpoint(builder.Build());
        stub._app.Run(stub.ServeAsync);
        await stub._app.StartAsync(cancellation);
        stub.Address = new Uri(stub._app.Urls.Single() + "/v1");
        return stub;
    }

    /// <summary>What the next requests get.</summary>
    public StubEndpoint Then(params Func<HttpContext, Task>[] behaviours)
    {
        foreach (var behaviour in behaviours) _behaviours.Enqueue(behaviour);
        return this;
    }

    /// <summary>Streams pieces of text and ends as it should.</summary>
    public static Func<HttpContext, Task> Say(params string[] pieces) => async context =>
    {
        foreach (var piece in pieces) await SendAsync(context, Piece(piece));
        await SendAsync(context, """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");
        await SendAsync(context, "[DONE]");
    };

    /// <summary>Refuses.</summary>
    public static Func<HttpContext, Task> Refuse(int status, string body = "{}") => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers["retry-after-ms"] = "1";
        await context.Response.WriteAsync(body);
    };

    /// <summary>Sends bytes as they are, with status 200.</summary>
    public static Func<HttpContext, Task> Send(string body) => context => context.Response.WriteAsync(body);

    /// <summary>Breaks the connection in the middle.</summary>
    public static async Task BreakOff(HttpContext context)
    {
        await SendAsync(context, Piece("Mira: I was about to"));
        context.Abort();
    }

    /// <summary>Ends the stream in good order, without an end of the answer.</summary>
    public static Task EndEarly(HttpContext context) => SendAsync(context, Piece("Mira: I was about to"));

    /// <summary>Says a word and then nothing, until the other side gives up.</summary>
    public static async Task Hang(HttpContext context)
    {
        await SendAsync(context, Piece("Mira: well"));
        await Task.Delay(Timeout.Infinite, context.RequestAborted);
    }

    /// <summary>Never ends, whatever the limit of tokens.</summary>
    public static async Task Babble(HttpContext context)
    {
        await SendAsync(context, Piece("Mira: "));
        while (!context.RequestAborted.IsCancellationRequested) await SendAsync(context, Piece("blah "));
    }

    public static async Task SendAsync(HttpContext context, string data)
    {
        if (!context.Response.HasStarted) context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync($"data: {data}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    public static string Piece(string text) =>
        $$"""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":{{JsonValue.Create(text).ToJsonString()}}},"finish_reason":null}]}""";

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        Assert.Equal("/v1/chat/completions", context.Request.Path);
        Requests.Enqueue((context.Request.Headers.Authorization.ToString(), (await JsonNode.ParseAsync(context.Request.Body))!));
        Assert.True(_behaviours.Count > 1 ? _behaviours.TryDequeue(out var behaviour) : _behaviours.TryPeek(out behaviour));
        try
        {
            await behaviour(context);
        }
        catch (OperationCanceledException)
        {
            // The peer has had enough.
        }
    }
}
