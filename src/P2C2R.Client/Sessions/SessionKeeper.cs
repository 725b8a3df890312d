using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Client.Sessions;

/// <summary>Keeps a session to the coordinator: makes a new connection after a jittered wait when one is lost.</summary>
internal sealed class SessionKeeper : IAsyncDisposable
{
    private readonly Greeter _greeter;
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource<GridSession> _current = NewSource();
    private string _trouble = "not connected yet";
    private Task _keeping = Task.CompletedTask;

    private SessionKeeper(Greeter greeter, TimeSpan patience)
    {
        _greeter = greeter;
        _patience = patience;
    }

    /// <summary>Where the coordinator is.</summary>
    public CoordinatorAddress Address => _greeter.Address;

    /// <summary>The account's token.</summary>
    public string? Token => _greeter.Token;

    /// <summary>Connects once, without trying again, and keeps the session from then on.</summary>
    /// <exception cref="GridException">It can't be reached, or refuses the account.</exception>
    public static async Task<SessionKeeper> StartAsync(Greeter greeter, TimeSpan patience, CancellationToken cancellation)
    {
        var (session, error) = await greeter.ConnectAsync(cancellation).ConfigureAwait(false);
        if (session is null) throw new GridException(error!.Code, error.Message);
        var keeper = new SessionKeeper(greeter, patience);
        keeper._current.SetResult(session);
        keeper._keeping = keeper.KeepAsync(session);
        return keeper;
    }

    /// <summary>The live session, after waiting for it where the connection is lost.</summary>
    /// <exception cref="GridException">It didn't come back in time, or the coordinator refuses the account.</exception>
    public async ValueTask<GridSession> CurrentAsync(CancellationToken cancellation)
    {
        Task<GridSession> current;
        lock (_lock) current = _current.Task;
        try
        {
            return await current.WaitAsync(_patience, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new GridException(ErrorCode.Unreachable, $"{Address} has been out of reach for {_patience.TotalSeconds:0.#} s: {_trouble}");
        }
    }

    /// <summary>The session of this moment, or null.</summary>
    public GridSession? CurrentOrNull
    {
        get
        {
            lock (_lock) return _current.Task.IsCompletedSuccessfully ? _current.Task.Result : null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task KeepAsync(GridSession session)
    {
        try
        {
            while (await ServeAsync(session).ConfigureAwait(false) is { } next)
            {
                session = next;
                lock (_lock) _current.SetResult(session);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            Refuse(ErrorCode.Cancelled, "the client was disposed");
        }
    }

    /// <summary>Serves a session to its end; returns the one that follows it, or null when there will be none.</summary>
    private async Task<GridSession?> ServeAsync(GridSession session)
    {
        try
        {
            await session.ReceiveAllAsync(_closing.Token).ConfigureAwait(false);
        }
        finally
        {
            // First nobody new gets it, then those who have it are told.
            _trouble = session.EndReason ?? "the connection ended";
            lock (_lock) _current = NewSource();
            await session.DisposeAsync().ConfigureAwait(false);
        }

        return await ReconnectAsync().ConfigureAwait(false);
    }

    private async Task<GridSession?> ReconnectAsync()
    {
        var backoff = new Backoff();
        while (true)
        {
            await Task.Delay(backoff.Next(), _closing.Token).ConfigureAwait(false);
            var (session, error) = await _greeter.ConnectAsync(_closing.Token).ConfigureAwait(false);
            if (session is not null) return session;
            _trouble = error!.Message;
            if (error.Code is not (ErrorCode.BadToken or ErrorCode.OutOfRange or ErrorCode.Malformed)) continue;
            Refuse(error.Code, error.Message);
            return null;
        }
    }

    private void Refuse(ErrorCode code, string message)
    {
        lock (_lock) _current.TrySetException(new GridException(code, message));
        _ = _current.Task.Exception; // seen, in case nobody waits
    }

    private static TaskCompletionSource<GridSession> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
