using System.Net;
using System.Net.Http.Headers;
using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Peer.Blobs;

/// <summary>Moves blobs from and to a coordinator over HTTP.</summary>
internal sealed class BlobTransfer(CoordinatorAddress coordinator, PeerCounters counters) : IDisposable
{
    private const int Attempts = 3;

    private static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(30);

    // No redirects: the token goes to the coordinator and nowhere else.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Writes a blob's bytes to a stream; null, or what went wrong.</summary>
    public async Task<string?> DownloadAsync(DataReference reference, Stream destination, CancellationToken cancellation)
    {
        var backoff = new Backoff();
        for (var attempt = 1; ; attempt++)
        {
            var (error, final) = await TryDownloadAsync(reference, destination, cancellation).ConfigureAwait(false);
            if (error is null) return null;
            // What is written can't be taken back.
            if (final || attempt == Attempts || destination.Length > 0) return $"blob {reference.Hash}: {error}";
            await Task.Delay(backoff.Next(), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Stores an output; null, or what went wrong.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="open">Opens its bytes from the start.</param>
    /// <param name="token">The peer's token.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<string?> UploadAsync(Sha256Hash hash, Func<Stream> open, string token, CancellationToken cancellation)
    {
        var backoff = new Backoff();
        for (var attempt = 1; ; attempt++)
        {
            var (error, final) = await TryUploadAsync(hash, open, token, cancellation).ConfigureAwait(false);
            if (error is null || final || attempt == Attempts) return error;
            await Task.Delay(backoff.Next(), cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<(string? Error, bool Final)> TryDownloadAsync(DataReference reference, Stream destination, CancellationToken cancellation)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stall.CancelAfter(StallLimit);
        try
        {
            using var response = await _http.GetAsync(coordinator.Blob(reference.Hash, reference.Grant ?? ""), HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) return ($"the coordinator answers {(int)response.StatusCode}", IsFinal(response.StatusCode));
            var body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                var buffer = new byte[1 << 16];
                int read;
                // Yielding: hashing and writing are nothing for the thread that watches the sockets.
                while ((read = await body.ReadAsync(buffer, stall.Token).AsTask().ConfigureAwait(ConfigureAwaitOptions.ForceYielding)) > 0)
                {
                    stall.CancelAfter(StallLimit);
                    counters.Receive(read);
                    await destination.WriteAsync(buffer.AsMemory(0, read), stall.Token).ConfigureAwait(false);
                }
            }

            return (null, true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return (e is OperationCanceledException ? "the coordinator stopped sending" : (e.InnerException ?? e).Message, false);
        }
    }

    private async Task<(string? Error, bool Final)> TryUploadAsync(Sha256Hash hash, Func<Stream> open, string token, CancellationToken cancellation)
    {
        try
        {
            using var content = new StreamContent(open(), 1 << 16);
            using var request = new HttpRequestMessage(HttpMethod.Put, coordinator.Blob(hash)) { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await _http.SendAsync(request, cancellation).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) return ($"the coordinator answers {(int)response.StatusCode}", IsFinal(response.StatusCode));
            counters.Send(content.Headers.ContentLength ?? 0);
            return (null, true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return ((e.InnerException ?? e).Message, false);
        }
    }

    private static bool IsFinal(HttpStatusCode code) => (int)code is >= 300 and < 500 && code is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout);
}
