using P2C2R.Peer.Attempts;
using P2C2R.Peer.Blobs;
using P2C2R.Peer.Workers;
using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Peer;

/// <summary>One connection from hello to end.</summary>
internal sealed class PeerSession(MessageConnection connection, AttemptRunner runner, AttemptBook book, WorkerPool pool, BlobCache cache, PeerReports reports)
{
    private const int DispatchEvery = 64;
    private const int MinHeartbeatMs = 50;
    private const int MaxHeartbeatMs = 60_000;

    // Whoever reads along shouldn't wait for words.
    private const int SaidEveryMs = 100;

    private static readonly TimeSpan WelcomeTimeout = TimeSpan.FromSeconds(15);

    // A welcome waits for the coordinator's disk, a lease doesn't: leases can come first.
    private readonly List<Message> _beforeWelcome = [];

    /// <summary>Says who is here; the welcome, or the refusal, or neither where the connection ended.</summary>
    public async Task<(Welcome? Welcome, ErrorMessage? Refusal)> GreetAsync(HelloPeer hello, CancellationToken cancellation)
    {
        connection.Send(hello with { Computing = Declare(), Blobs = cache.Announce() });
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(WelcomeTimeout);
        try
        {
            while (await connection.ReceiveAsync(timeout.Token).ConfigureAwait(false) is { } message)
            {
                if (message is Welcome welcome) return (welcome, null);
                if (message is ErrorMessage refusal) return (null, refusal);
                _beforeWelcome.Add(message);
            }
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return (null, null);
    }

    /// <summary>Serves until the connection ends.</summary>
    public async Task ServeAsync(Welcome welcome, CancellationToken cancellation)
    {
        runner.Resume(connection);
        foreach (var message in _beforeWelcome) Follow(message);
        _beforeWelcome.Clear();
        pool.Dispatch();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var heartbeats = HeartbeatsAsync(Math.Clamp(welcome.HeartbeatMs, MinHeartbeatMs, MaxHeartbeatMs), ended.Token);
        var saying = runner.HasEndpoint ? SayAsync(ended.Token) : Task.CompletedTask;
        try
        {
            await ReceiveAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            runner.Pause();
            await ended.CancelAsync().ConfigureAwait(false);
            await heartbeats.ConfigureAwait(false);
            await saying.ConfigureAwait(false);
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        var handled = 0;
        while (true)
        {
            var next = connection.ReceiveAsync(cancellation);
            if (!next.IsCompleted || ++handled % DispatchEvery == 0)
            {
                pool.Dispatch();
                connection.Flush();
            }

            if (await next.ConfigureAwait(false) is not { } message) return;
            Follow(message);
        }
    }

    private void Follow(Message message)
    {
        try
        {
            Handle(message);
        }
        catch (Exception e)
        {
            // A bad message may cost an attempt, never the peer.
            reports.Notice($"a message of the coordinator could not be followed: {e.Message}");
        }
    }

    private void Handle(Message message)
    {
        switch (message)
        {
            case Lease lease: runner.Take(lease); break;
            case Settled settled: runner.Settle(settled); break;
            case CancelAttempt cancel: runner.Cancel(cancel.Attempt); break;
            case UploadRequest request: runner.Upload(request); break;
            case ErrorMessage error: reports.Notice($"the coordinator says: {error.Message}"); break;
        }
    }

    private DeclaredAttempt[] Declare() =>
    [
        .. book.ListUnfinished().Concat(Enumerable.Reverse(book.ListFinished())).Take(Limits.MaxAttemptsPerMessage)
            .Select(a => new DeclaredAttempt { Attempt = a.Id, Key = a.Key }),
    ];

    private async Task HeartbeatsAsync(int intervalMs, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(intervalMs));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
                var attempts = book.ListUnfinished();
                foreach (var part in attempts.Chunk(Limits.MaxAttemptsPerMessage).DefaultIfEmpty([]))
                {
                    connection.Post(new Heartbeat { Attempts = [.. part.Select(a => new AttemptProgress { Attempt = a.Id, Fraction = a.Progress })] });
                }

                if (connection.Flush()) AttemptBook.Renew(attempts);
            }
        }
        catch (OperationCanceledException)
        {
            // The session is over.
        }
    }

    /// <summary>Between heartbeats, what language models have said meanwhile.</summary>
    private async Task SayAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(SaidEveryMs));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
                var news = book.ListUnfinished().FindAll(static a => !ReferenceEquals(a.Said, a.Told));
                if (news.Count == 0) continue;
                foreach (var attempt in news) attempt.Told = attempt.Said;
                foreach (var part in news.Chunk(Limits.MaxAttemptsPerMessage))
                {
                    connection.Post(new Heartbeat { Attempts = [.. part.Select(static a => new AttemptProgress { Attempt = a.Id, Fraction = a.Progress, Said = a.Told })] });
                }

                connection.Flush();
            }
        }
        catch (OperationCanceledException)
        {
            // The session is over.
        }
    }
}
