using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using P2C2R.Coordinator.Connections;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Endpoints;

/// <summary><c>/ws</c>: the WebSocket handshake (RFC 6455, section 4.2) and the receiving side of a connection.</summary>
internal sealed class SocketEndpoint(Services services)
{
    private const string HandshakeSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Serves one connection from handshake to end.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (Refuse(context.Request) is var (status, reason) && status != 0)
        {
            await Answers.ErrorAsync(context, status, ErrorCode.Malformed, reason).ConfigureAwait(false);
            return;
        }

        var address = services.Proxies.AddressOf(context);
        if (services.Stopping)
        {
            await Answers.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, ErrorCode.ShuttingDown, "the coordinator is shutting down").ConfigureAwait(false);
            return;
        }

        if (!services.Addresses.TryEnter(address))
        {
            await Answers.ErrorAsync(context, StatusCodes.Status429TooManyRequests, ErrorCode.LimitExceeded, "too many connections from this address; the operator's --max-connections-per-address sets the limit").ConfigureAwait(false);
            return;
        }

        try
        {
            await ServeAsync(context, address).ConfigureAwait(false);
        }
        finally
        {
            services.Addresses.Leave(address);
        }
    }

    private (int Status, string Reason) Refuse(HttpRequest request)
    {
        if (!request.HttpContext.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest ?? true) return (StatusCodes.Status426UpgradeRequired, "this is a WebSocket endpoint");
        var headers = request.Headers;
        if (headers.SecWebSocketVersion != "13" || headers.SecWebSocketKey.Count != 1 || headers.SecWebSocketKey[0]?.Length != 24) return (StatusCodes.Status400BadRequest, "a WebSocket handshake has version 13 and one key");
        if (!headers.SecWebSocketProtocol.SelectMany(p => p?.Split(',') ?? []).Any(p => p.Trim() == MessageCodec.Subprotocol)) return (StatusCodes.Status400BadRequest, $"the subprotocol is {MessageCodec.Subprotocol}");
        return services.Origins.Allows(request) ? default : (StatusCodes.Status403Forbidden, "web pages of this origin may not connect; the operator's --allow-origin names those that may");
    }

    private async Task ServeAsync(HttpContext context, IPAddress address)
    {
        var headers = context.Response.Headers;
#pragma warning disable CA5350 // RFC 6455 demands SHA-1 here; it protects nothing
        headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(context.Request.Headers.SecWebSocketKey + HandshakeSuffix)));
#pragma warning restore CA5350
        headers.Connection = "Upgrade";
        headers.Upgrade = "websocket";
        headers.SecWebSocketProtocol = MessageCodec.Subprotocol;
        var stream = await context.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync().ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var connection = new Connection(stream, address, services.Grants);
            services.Sweeper.Watch(connection);
            try
            {
                await ReceiveAsync(connection, stream).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The other side is gone, or we dropped it.
            }

            // What is stuck on its way to a slow reader is thrown away; a peaceful end lets the last bytes arrive.
            if (connection.DropReason is not null) context.Abort();
            End(connection);
        }
    }

    private void End(Connection connection)
    {
        services.Sweeper.Forget(connection);
        services.Switchboard.Remove(connection);
        if (connection.Session == SessionId.None) return;
        services.Inbox.Add(new CloseSession(connection.Session));
        if (connection.Role == AccountRole.Peer) services.Uploads.Forget(connection.Account);
        if (connection.DropReason is { } reason) services.Log.Info($"{(connection.Role == AccountRole.Peer ? "peer" : "gamer")} {connection.Name} at {connection.Address} disconnected: {reason}");
        connection.Drop("closed");
    }

    private async Task ReceiveAsync(Connection connection, Stream stream)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 << 10, useZeroByteReads: true, leaveOpen: true));
        using var frames = new FrameReader(pipe);
        var handler = new MessageHandler(connection, services.Switchboard, services.Inbox, services.Addresses, services.Archive);
        while (true)
        {
            var result = await frames.ReadAsync(connection.Gone).ConfigureAwait(false);
            connection.LastHeard = Stopwatch.GetTimestamp();
            var data = result.Buffer;
            // This may be the thread that watches many sockets: what takes long is done elsewhere.
            if (data.Length > ConnectionLimits.BytesHandledAtOnce) await Task.Yield();
            TimeSpan wait;
            try
            {
                wait = HandleAll(connection, handler, frames, ref data);
            }
            catch (FrameException e)
            {
                connection.Close(e.Status, e.Message);
                await frames.SkipRestAsync(data.End, connection.Gone).ConfigureAwait(false);
                return;
            }

            handler.Flush();
            frames.AdvanceTo(data.Start, data.End);
            if (handler.HasQuestions)
            {
                await Task.Yield();
                handler.AnswerQuestions();
            }

            if (result.IsCompleted) return;
            if (wait > TimeSpan.Zero) await Task.Delay(wait, connection.Gone).ConfigureAwait(false);
            while (services.Inbox.Count > services.Options.Loop.MaxWaiting) await Task.Delay(1, connection.Gone).ConfigureAwait(false);
        }
    }

    private static TimeSpan HandleAll(Connection connection, MessageHandler handler, FrameReader frames, ref ReadOnlySequence<byte> data)
    {
        var wait = TimeSpan.Zero;
        while (frames.TryRead(ref data, out var kind))
        {
            switch (kind)
            {
                case FrameKind.Text when !connection.Closing:
                    wait = handler.Handle(frames.Payload);
                    frames.MaxMessageBytes = connection.Role is null ? ConnectionLimits.MaxHelloBytes : Limits.MaxMessageBytes;
                    break;
                case FrameKind.Ping:
                    connection.SendControl(FrameKind.Pong, frames.Payload);
                    break;
                case FrameKind.Close when connection.Closing:
                    throw new OperationCanceledException();
                case FrameKind.Close:
                    throw new FrameException(FrameException.NormalClosure, "");
            }
        }

        return wait;
    }
}
