using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using P2C2R.Client.Sessions;
using P2C2R.Kernels;
using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Client.Delivery;

/// <summary>Stores and reads blobs over HTTP; tries again when a connection fails on the way.</summary>
internal sealed class BlobTransfer(SessionKeeper keeper) : IDisposable
{
    private const int MaxTries = 4;
    private const int SideBySide = 4;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ConcurrentDictionary<Sha256Hash, bool> _stored = [];

    /// <summary>Stores the blobs that the coordinator lacks.</summary>
    /// <param name="plan">Whose blobs.</param>
    /// <param name="again">Whether what was stored before is to be looked at again, because the coordinator misses something.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null, or why one can't be stored.</returns>
    public async Task<ErrorMessage?> UploadAsync(TaskPlan plan, bool again, CancellationToken cancellation)
    {
        ErrorMessage? refused = null;
        var wanted = plan.Blobs.Keys.Where(hash => again || !_stored.ContainsKey(hash)).Order().ToList();
        await Parallel.ForEachAsync(wanted, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation }, async (hash, token) =>
        {
            if (refused is not null) return;
            if (await StoreAsync(hash, plan.Blobs[hash], token).ConfigureAwait(false) is { } error) Interlocked.CompareExchange(ref refused, error, null);
            else _stored[hash] = true;
        }).ConfigureAwait(false);
        return refused;
    }

    /// <summary>Reads a blob and compares it with its name.</summary>
    /// <param name="reference">What and how much of it, with the grant.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The bytes, or why they can't be had.</returns>
    public async Task<(ReadOnlyMemory<byte> Bytes, ErrorMessage? Error)> DownloadAsync(DataReference reference, CancellationToken cancellation)
    {
        if (reference.Length is < 0 or > Limits.MaxBlobBytes || reference.Length > Array.MaxLength) return (default, Error(ErrorCode.OutOfRange, $"an output of {reference.Length} bytes is more than a client can take"));
        var (response, error) = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, keeper.Address.Blob(reference.Hash, reference.Grant)), cancellation).ConfigureAwait(false);
        if (response is null) return (default, error);
        using (response)
        {
            if (!response.IsSuccessStatusCode) return (default, await ExplainAsync(response, reference.Hash, cancellation).ConfigureAwait(false));
            var bytes = await ReadAsync(response, reference.Length, cancellation).ConfigureAwait(false);
            if (bytes is null) return (default, Error(ErrorCode.Unreachable, $"the connection broke while blob {reference.Hash} was read"));
            return Sha256Hash.Of(bytes) == reference.Hash ? (bytes, null) : (default, Error(ErrorCode.HashMismatch, $"the coordinator sent other bytes than those of blob {reference.Hash}"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<ErrorMessage?> StoreAsync(Sha256Hash hash, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var (known, _) = await SendAsync(() => new HttpRequestMessage(HttpMethod.Head, keeper.Address.Blob(hash)), cancellation).ConfigureAwait(false);
        using (known)
        {
            if (known?.StatusCode == HttpStatusCode.OK) return null;
        }

        var (stored, error) = await SendAsync(() => new HttpRequestMessage(HttpMethod.Put, keeper.Address.Blob(hash)) { Content = new ReadOnlyMemoryContent(content) }, cancellation).ConfigureAwait(false);
        using (stored)
        {
            if (stored is null) return error;
            return stored.IsSuccessStatusCode ? null : await ExplainAsync(stored, hash, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<(HttpResponseMessage? Response, ErrorMessage? Error)> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        var backoff = new Backoff();
        for (var tries = 1; ; tries++)
        {
            using var request = make();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", keeper.Token);
            try
            {
                var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
                if (response.StatusCode != HttpStatusCode.ServiceUnavailable || tries == MaxTries) return (response, null);
                response.Dispose();
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                if (tries == MaxTries) return (null, Error(ErrorCode.Unreachable, $"can't reach {keeper.Address.Http}: {(e.InnerException ?? e).Message}"));
            }

            await Task.Delay(backoff.Next(), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The body, if it has exactly this length; null where the connection broke.</summary>
    private static async Task<byte[]?> ReadAsync(HttpResponseMessage response, long length, CancellationToken cancellation)
    {
        var bytes = new byte[length];
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            await using (body.ConfigureAwait(false)) await body.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
            return bytes;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<ErrorMessage> ExplainAsync(HttpResponseMessage response, Sha256Hash hash, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        if (MessageCodec.TryDecode(body, out var message, out _) && message is ErrorMessage error) return error;
        var code = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => ErrorCode.BadToken,
            HttpStatusCode.NotFound or HttpStatusCode.Forbidden => ErrorCode.NotFound,
            HttpStatusCode.RequestEntityTooLarge => ErrorCode.LimitExceeded,
            HttpStatusCode.InsufficientStorage => ErrorCode.QuotaExceeded,
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => ErrorCode.Busy,
            _ => ErrorCode.Internal,
        };
        return Error(code, $"blob {hash}: the coordinator answered {(int)response.StatusCode} {response.ReasonPhrase}");
    }

    private static ErrorMessage Error(ErrorCode code, string message) => new() { Code = code, Message = message };
}
