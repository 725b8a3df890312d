using System.Buffers;
using Microsoft.AspNetCore.Http;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Endpoints;

/// <summary>What HTTP requests are answered.</summary>
internal static class Answers
{
    /// <summary>The same JSON as a WebSocket's <c>error</c>.</summary>
    public static Task ErrorAsync(HttpContext context, int status, ErrorCode code, string text)
    {
        var body = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(new ErrorMessage { Code = code, Message = text }, body);
        return JsonAsync(context, status, body.WrittenMemory);
    }

    /// <summary>JSON.</summary>
    public static async Task JsonAsync(HttpContext context, int status, ReadOnlyMemory<byte> json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await context.Response.Body.WriteAsync(json, context.RequestAborted).ConfigureAwait(false);
    }
}
