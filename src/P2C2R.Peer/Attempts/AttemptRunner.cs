using P2C2R.Kernels;
using P2C2R.Peer.Blobs;
using P2C2R.Peer.Endpoints;
using P2C2R.Peer.Workers;
using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Peer.Attempts;

/// <summary>
/// What becomes of a lease: its inputs are fetched, a worker computes it, its answer is sent and kept until it is settled. Goes on
/// while there is no connection; <see cref="Resume"/> then says again what was lost.
/// </summary>
internal sealed class AttemptRunner(WorkerPool pool, EndpointPool? endpoint, BlobCache cache, AttemptBook book, OutputKeeper outputs, PeerCounters counters, PeerReports reports)
{
    private MessageConnection? _connection;

    /// <summary>Whether there is a language model beside this peer.</summary>
    public bool HasEndpoint => endpoint is not null;

    /// <summary>Whether only a peer with a language model beside it can compute it.</summary>
    public static bool NeedsEndpoint(KernelId kernel) => kernel.Kind == Kinds.NpcDialogueEndpoint;

    /// <summary>A new connection, welcomed: answers that nobody has settled are sent again, and what follows goes there.</summary>
    public void Resume(MessageConnection connection)
    {
        Volatile.Write(ref _connection, connection);
        foreach (var attempt in book.ListFinished()) connection.Post(attempt.Done!);
        connection.Flush();
    }

    /// <summary>The connection is over.</summary>
    public void Pause() => Volatile.Write(ref _connection, null);

    /// <summary>Sends what was queued for the coordinator.</summary>
    public void Flush() => Volatile.Read(ref _connection)?.Flush();

    /// <summary>Takes a lease. Whatever is wrong with it is answered, not thrown.</summary>
    public void Take(Lease lease)
    {
        if (book.Find(lease.Attempt) is { } known)
        {
            AttemptBook.Renew([known]);
            if (known.Done is { } done) Post(done);
            return;
        }

        var attempt = ToAttempt(lease);
        if (Refuse(lease) is { } refusal) Post(new AttemptFailed { Attempt = lease.Attempt, Code = refusal.Code, Reason = refusal.Reason });
        else if (!book.TryAdd(attempt)) Post(new AttemptFailed { Attempt = lease.Attempt, Code = ErrorCode.OutOfMemory, Reason = $"more than {AttemptBook.MaxUnfinished} attempts at hand" });
        else if (lease.Blobs.Count + lease.Dependencies.Count == 0) Start(attempt);
        else Prepare(attempt, lease);
    }

    /// <summary>Nobody wants it any more.</summary>
    public void Cancel(AttemptId id)
    {
        if (book.Remove(id) is not { } attempt) return;
        Stop(attempt);
        attempt.Release(output: true);
        if (attempt.Done is not null) return;
        counters.Cancel();
        reports.Raise(PeerEventKind.Cancelled, attempt);
    }

    /// <summary>These are settled.</summary>
    public void Settle(Settled settled)
    {
        foreach (var item in settled.Attempts.OfType<SettledAttempt>())
        {
            counters.Earn(item);
            reports.Raise(item);
            if (book.Remove(item.Attempt) is not { } attempt) continue;
            if (attempt.Done is null) Stop(attempt);
            attempt.Release(output: true);
        }
    }

    /// <summary>The coordinator wants a big output.</summary>
    public void Upload(UploadRequest request)
    {
        if (book.Find(request.Attempt) is { Done: { } done } attempt && done.Hash == request.Hash) _ = UploadAsync(attempt, done);
        else Post(new AttemptFailed { Attempt = request.Attempt, Code = ErrorCode.NotFound, Reason = "there is no such output here" });
    }

    /// <summary>Ends what nobody can want any more: its lease is over and no heartbeat renewed it.</summary>
    public void Expire()
    {
        foreach (var attempt in book.ListExpired(Environment.TickCount64))
        {
            if (attempt.Done is null) Fail(attempt, ErrorCode.TimedOut, "its lease ended");
            else if (book.Remove(attempt.Id) is not null) attempt.Release(output: true);
            Stop(attempt);
        }
    }

    private Attempt ToAttempt(Lease lease)
    {
        var leaseMs = Math.Max(lease.LeaseMs, 1000);
        return new Attempt
        {
            Id = lease.Attempt,
            Key = lease.Key,
            Nonce = lease.Nonce,
            LeaseMs = leaseMs,
            Deadline = Environment.TickCount64 + leaseMs,
            Kernel = new KernelId(lease.Kind, lease.Version),
            Input = lease.Input,
            ExpectedUnits = lease.ExpectedUnits,
            MaxUnits = lease.MaxUnits,
            Completed = Complete,
        };
    }

    private (ErrorCode Code, string Reason)? Refuse(Lease lease)
    {
        var kernel = new KernelId(lease.Kind, lease.Version);
        if (KernelCatalog.Find(kernel) is null || (endpoint is null && NeedsEndpoint(kernel))) return (ErrorCode.KindNotAvailable, "this peer has no kernel for it");
        if (lease.Blobs.Count > Limits.MaxBlobsPerSlice) return (ErrorCode.LimitExceeded, $"a slice names at most {Limits.MaxBlobsPerSlice} blobs");
        if (lease.Dependencies.Count > Limits.MaxDependenciesPerSlice) return (ErrorCode.LimitExceeded, $"a slice depends on at most {Limits.MaxDependenciesPerSlice} others");
        if (lease.MaxUnits is < 0 or > Limits.MaxUnitsPerSlice) return (ErrorCode.OutOfRange, $"max_units must be 0 to {Limits.MaxUnitsPerSlice}");
        return lease.Blobs.Concat(lease.Dependencies).Any(d => d is null) ? (ErrorCode.Malformed, "blobs and dependencies can't be null") : null;
    }

    private void Prepare(Attempt attempt, Lease lease)
    {
        if (lease.Blobs.Concat(lease.Dependencies).All(d => d.Data is not null))
        {
            // Nothing to wait for.
            PrepareAsync(attempt, lease, CancellationToken.None).GetAwaiter().GetResult();
            return;
        }

        attempt.Fetching = new CancellationTokenSource();
        _ = Task.Run(() => PrepareAsync(attempt, lease, attempt.Fetching.Token));
    }

    private async Task PrepareAsync(Attempt attempt, Lease lease, CancellationToken cancellation)
    {
        try
        {
            var (blobs, error) = await ResolveAsync(attempt, lease.Blobs, cancellation).ConfigureAwait(false);
            var (dependencies, otherError) = error is null ? await ResolveAsync(attempt, lease.Dependencies, cancellation).ConfigureAwait(false) : ([], null);
            if ((error ?? otherError) is { } reason)
            {
                Fail(attempt, ErrorCode.InputUnavailable, reason);
                Flush();
                return;
            }

            attempt.Blobs = blobs;
            attempt.Dependencies = dependencies;
            if (book.Find(attempt.Id) is null) return;
            Start(attempt);
            pool.Dispatch();
        }
        catch (OperationCanceledException)
        {
            attempt.Release(output: false);
        }
        catch (Exception e)
        {
            Fail(attempt, ErrorCode.InputUnavailable, e.Message);
            Flush();
        }
    }

    private async Task<(WorkData[] Data, string? Error)> ResolveAsync(Attempt attempt, IReadOnlyList<DataReference> references, CancellationToken cancellation)
    {
        var data = new WorkData[references.Count];
        for (var i = 0; i < data.Length; i++)
        {
            var reference = references[i];
            if (reference.Data is { } bytes)
            {
                if (Sha256Hash.Of(bytes.Span) != reference.Hash) return ([], $"{reference.Hash}: the bytes that came have another hash");
                data[i] = new WorkData(reference.Hash, bytes.Length, bytes, "");
                continue;
            }

            var (blob, error) = await cache.GetAsync(reference, cancellation).ConfigureAwait(false);
            if (blob is null) return ([], error);
            lock (attempt.Held) attempt.Held.Add(blob);
            data[i] = new WorkData(reference.Hash, reference.Length, default, blob.Path);
        }

        return (data, null);
    }

    private void Complete(WorkItem item, WorkOutcome outcome)
    {
        var attempt = (Attempt)item;
        attempt.Release(output: false);
        if (outcome.Failure != ErrorCode.None) Fail(attempt, outcome.Failure, outcome.Reason);
        else if (outputs.Swallows) return;
        else if (outcome.Path.Length == 0) Answer(attempt, outcome, outputs.ToAnswer(attempt, outcome));
        else _ = Task.Run(() => CommitAsync(attempt, outcome));
    }

    private void CommitAsync(Attempt attempt, WorkOutcome outcome)
    {
        try
        {
            attempt.OutputPath = outcome.Path;
            Answer(attempt, outcome, outputs.ToCommitment(attempt, outcome));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(attempt, ErrorCode.OutOfMemory, $"the output can't be read back: {e.Message}");
        }

        Flush();
    }

    private void Answer(Attempt attempt, WorkOutcome outcome, AttemptDone done)
    {
        if (!book.Finish(attempt, done))
        {
            attempt.Release(output: true);
            return;
        }

        counters.Complete(outcome.Nanoseconds);
        Post(done);
        reports.Raise(attempt, done);
    }

    private void Fail(Attempt attempt, ErrorCode code, string reason)
    {
        attempt.Release(output: true);
        if (book.Remove(attempt.Id) is null) return;
        counters.Fail();
        Post(new AttemptFailed { Attempt = attempt.Id, Code = code, Reason = reason.Length <= Limits.MaxReasonLength ? reason : reason[..Limits.MaxReasonLength] });
        reports.Raise(attempt, code, reason);
    }

    private async Task UploadAsync(Attempt attempt, AttemptDone done)
    {
        if (await outputs.UploadAsync(attempt, done).ConfigureAwait(false) is { } error)
        {
            reports.Notice($"output of attempt {attempt.Id} can't be uploaded: {error}");
            Post(new AttemptFailed { Attempt = attempt.Id, Code = ErrorCode.Unreachable, Reason = error });
        }
        else
        {
            Post(new Uploaded { Attempt = attempt.Id });
        }

        Flush();
    }

    private void Start(Attempt attempt)
    {
        if (endpoint is not null && NeedsEndpoint(attempt.Kernel)) endpoint.Submit(attempt);
        else pool.Submit(attempt);
    }

    private void Stop(Attempt attempt)
    {
        if (endpoint is not null && NeedsEndpoint(attempt.Kernel)) endpoint.Cancel(attempt);
        else pool.Cancel(attempt);
    }

    private void Post(Message message) => Volatile.Read(ref _connection)?.Post(message);
}
