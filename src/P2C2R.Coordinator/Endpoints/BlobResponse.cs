using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using P2C2R.Coordinator.Blobs;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Endpoints;

/// <summary>
/// Sends a blob while hashing it again. The last piece leaves only when the hash is right; where it isn't, the connection is
/// broken off, so that no client takes the bytes for whole. A range is checked against the whole blob before it is sent.
/// </summary>
internal static class BlobResponse
{
    private const int ChunkBytes = 64 << 10;

    /// <summary>Sends it; bytes sent.</summary>
    public static async Task<long> SendAsync(HttpContext context, BlobStore store, Sha256Hash hash, Stream file)
    {
        var length = file.Length;
        var response = context.Response;
        response.ContentType = "application/octet-stream";
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ETag = $"\"{hash}\"";
        response.Headers.CacheControl = "private, immutable, max-age=86400";
        var (first, count) = Range(context.Request, length);
        if (count < 0)
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
            return 0;
        }

        response.ContentLength = count;
        if (count < length)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{first + count - 1}/{length}");
        }

        if (HttpMethods.IsHead(context.Request.Method)) return 0;
        if (count < length && !await IsRightAsync(file, hash, context.RequestAborted).ConfigureAwait(false)) return BreakOff(context, store, hash);
        if (count == length) return await SendWholeAsync(context, store, hash, file).ConfigureAwait(false);
        file.Position = first;
        return await CopyAsync(file, response.Body, count, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>First byte and number of bytes asked for; a negative number where the range is beyond the end. Several ranges, or what isn't one, mean the whole (RFC 9110, section 14.2).</summary>
    private static (long First, long Count) Range(HttpRequest request, long length)
    {
        if (request.Headers.Range is not [{ } text] || !RangeHeaderValue.TryParse(text, out var range) || range.Unit != "bytes" || range.Ranges.Count != 1) return (0, length);
        var asked = range.Ranges.First();
        var first = asked.From ?? Math.Max(0, length - asked.To!.Value);
        var last = asked.From is null ? length - 1 : Math.Min(asked.To ?? (length - 1), length - 1);
        return first > last ? (0, -1) : (first, last - first + 1);
    }

    private static async Task<long> SendWholeAsync(HttpContext context, BlobStore store, Sha256Hash hash, Stream file)
    {
        using var seen = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var held = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var next = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        long sent = 0;
        try
        {
            var heldLength = await ReadAsync(file, held, seen, context.RequestAborted).ConfigureAwait(false);
            while (true)
            {
                var read = await ReadAsync(file, next, seen, context.RequestAborted).ConfigureAwait(false);
                if (read == 0 && new Sha256Hash(seen.GetHashAndReset()) != hash) return BreakOff(context, store, hash);
                await context.Response.Body.WriteAsync(held.AsMemory(0, heldLength), context.RequestAborted).AsTask().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                sent += heldLength;
                if (read == 0) return sent;
                (held, next) = (next, held);
                heldLength = read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(held);
            ArrayPool<byte>.Shared.Return(next);
        }
    }

    private static async ValueTask<int> ReadAsync(Stream file, byte[] buffer, IncrementalHash hash, CancellationToken cancellation)
    {
        var read = await file.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        hash.AppendData(buffer, 0, read);
        return read;
    }

    private static async Task<bool> IsRightAsync(Stream file, Sha256Hash hash, CancellationToken cancellation) =>
        new Sha256Hash(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false)) == hash;

    private static async Task<long> CopyAsync(Stream from, Stream to, long count, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var left = count;
            while (left > 0)
            {
                var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellation).ConfigureAwait(false);
                if (read == 0) break;
                await to.WriteAsync(buffer.AsMemory(0, read), cancellation).AsTask().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                left -= read;
            }

            return count - left;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static long BreakOff(HttpContext context, BlobStore store, Sha256Hash hash)
    {
        store.Quarantine(hash);
        context.Abort();
        return 0;
    }
}
