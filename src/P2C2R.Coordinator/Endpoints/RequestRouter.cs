using Microsoft.AspNetCore.Http;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Endpoints;

/// <summary>Which path is served by whom.</summary>
internal sealed class RequestRouter(Services services)
{
    private const string BlobPrefix = "/blobs/";
    private readonly SocketEndpoint _socket = new(services);
    private readonly BlobEndpoint _blobs = new(services);
    private readonly StatusEndpoint _status = new(services);
    private readonly DepositEndpoint _deposits = new(services);

    /// <summary>Serves a request; whatever goes wrong ends this request only.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        try
        {
            // Requests read files and storage: not on the thread that watches the sockets.
            await Task.Yield();
            await RouteAsync(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The client has gone away or sent half a request.
            context.Abort();
        }
        catch (Exception e)
        {
            services.Log.Error($"{context.Request.Method} {context.Request.Path}: {e}");
            if (context.Response.HasStarted) context.Abort();
            else await Answers.ErrorAsync(context, StatusCodes.Status500InternalServerError, ErrorCode.Internal, "something in the coordinator failed").ConfigureAwait(false);
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var method = context.Request.Method;
        var reads = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        return path switch
        {
            "/ws" when HttpMethods.IsGet(method) => _socket.HandleAsync(context),
            "/health" when reads => _status.HealthAsync(context),
            "/api/v1/status" when reads => _status.StatusAsync(context),
            "/api/v1/deposits" when HttpMethods.IsPost(method) => _deposits.HandleAsync(context),
            _ when path.StartsWith(BlobPrefix, StringComparison.Ordinal) && (reads || HttpMethods.IsPut(method)) => _blobs.HandleAsync(context, path[BlobPrefix.Length..]),
            _ => Answers.ErrorAsync(context, StatusCodes.Status404NotFound, ErrorCode.NotFound, "there is nothing here; docs/protocol.md lists the paths"),
        };
    }
}
