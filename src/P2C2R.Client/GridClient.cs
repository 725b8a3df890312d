using System.Diagnostics;
using P2C2R.Client.Delivery;
using P2C2R.Client.Sessions;
using P2C2R.Client.Submission;
using P2C2R.Client.Tokens;
using P2C2R.Kernels;
using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Client;

/// <summary>
/// A gamer's connection to the grid. It comes back by itself when it is lost, and whatever it says it can say again, so a
/// task that was submitted is computed, paid and delivered once. Safe for many threads; one serves a whole game.
/// </summary>
public sealed class GridClient : IAsyncDisposable
{
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(5);

    private readonly SessionKeeper _keeper;
    private readonly BlobTransfer _blobs;
    private readonly CancellationTokenSource _closing = new();

    private GridClient(SessionKeeper keeper)
    {
        _keeper = keeper;
        _blobs = new BlobTransfer(keeper);
    }

    /// <summary>Connects, and registers a new gamer where this name has no account at this coordinator yet.</summary>
    /// <param name="options">Which coordinator, as whom; null for this machine's own, under this machine's name.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="GridException">The coordinator can't be reached, or doesn't know the account.</exception>
    /// <exception cref="ArgumentException">An option is wrong; the message says which.</exception>
    public static async Task<GridClient> ConnectAsync(GridClientOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new GridClientOptions();
        if (!CoordinatorAddress.TryParse(options.Coordinator, out var address, out var error)) throw new ArgumentException(error, nameof(options));
        if (options.Name.Length is < 1 or > Limits.MaxNameLength) throw new ArgumentException($"a gamer's name has 1 to {Limits.MaxNameLength} characters", nameof(options));
        var tokens = new TokenStore(options.StateFolder, address.ToString(), options.Name);
        return new GridClient(await SessionKeeper.StartAsync(new Greeter(address, options.Name, tokens), options.ReconnectTimeout, cancellation).ConfigureAwait(false));
    }

    /// <summary>Submits a task, waits for its end and merges its output.</summary>
    /// <param name="kind">What to compute.</param>
    /// <param name="document">The input document; docs/kernels/ describes each kind's.</param>
    /// <param name="files">The files that it names; null where it names none.</param>
    /// <param name="options">Price, deadline, replicas; null for the defaults.</param>
    /// <param name="progress">Takes progress, from any thread.</param>
    /// <param name="previews">Takes pictures of it while it is computed; null for none.</param>
    /// <param name="cancellation">Cancels the task.</param>
    /// <returns>The output, or why there is none.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<TaskOutcome> RunAsync(string kind, ReadOnlyMemory<byte> document, IInputFiles? files = null, TaskOptions? options = null, IProgress<TaskProgress>? progress = null, TaskPreviews? previews = null, CancellationToken cancellation = default)
    {
        options ??= new TaskOptions();
        var task = await StartAsync(kind, document, files, options, progress, previews, again: false, cancellation).ConfigureAwait(false);
        try
        {
            return options.LocalFallback
                ? await LocalFallback.WaitAsync(task, options.Deadline, p => progress?.Report(p), previews, cancellation).ConfigureAwait(false)
                : await task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await CancelBrieflyAsync(task).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Submits a task and returns when the coordinator has all of it on disk, or has refused it (its outcome says so).</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<SubmittedTask> SubmitAsync(string kind, ReadOnlyMemory<byte> document, IInputFiles? files = null, TaskOptions? options = null, IProgress<TaskProgress>? progress = null, TaskPreviews? previews = null, CancellationToken cancellation = default)
    {
        var task = await StartAsync(kind, document, files, options ?? new TaskOptions(), progress, previews, again: false, cancellation).ConfigureAwait(false);
        await task.Accepted.WaitAsync(cancellation).ConfigureAwait(false);
        return task;
    }

    /// <summary>Comes back to a task that was submitted before, perhaps by an earlier run of the program.</summary>
    /// <param name="id">The task's id.</param>
    /// <param name="kind">As it was submitted.</param>
    /// <param name="document">As it was submitted: merging needs the plan.</param>
    /// <param name="files">As they were.</param>
    /// <param name="progress">Takes progress, from any thread.</param>
    /// <param name="previews">Takes pictures of it while it is computed; null for none.</param>
    /// <param name="cancellation">Ends the planning.</param>
    public Task<SubmittedTask> ResumeAsync(string id, string kind, ReadOnlyMemory<byte> document, IInputFiles? files = null, IProgress<TaskProgress>? progress = null, TaskPreviews? previews = null, CancellationToken cancellation = default) =>
        StartAsync(kind, document, files, new TaskOptions { Id = id }, progress, previews, again: true, cancellation);

    /// <summary>This gamer's money.</summary>
    /// <exception cref="GridException">Out of reach, or refused.</exception>
    public async Task<AccountStatus> GetAccountAsync(CancellationToken cancellation = default) =>
        (AccountStatus)await AskAsync(new GetAccount(), static m => m is AccountStatus, cancellation).ConfigureAwait(false);

    /// <summary>A page of this gamer's tasks, newest first.</summary>
    /// <param name="before">From <see cref="TaskPage.Next"/> of the page before; null for the first.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="GridException">Out of reach, or refused.</exception>
    public async Task<TaskPage> ListTasksAsync(long? before = null, CancellationToken cancellation = default) =>
        (TaskPage)await AskAsync(new ListTasks { Before = before }, static m => m is TaskPage, cancellation).ConfigureAwait(false);

    /// <summary>Where a task is.</summary>
    /// <exception cref="GridException">There is no such task, or the coordinator is out of reach.</exception>
    public Task<TaskSummary> GetTaskAsync(string id, CancellationToken cancellation = default) => AskAboutAsync(id, new GetTask { Task = id }, cancellation);

    /// <summary>Cancels a task and says how it ended; a task that had ended is not changed.</summary>
    /// <exception cref="GridException">There is no such task, or the coordinator is out of reach.</exception>
    public Task<TaskSummary> CancelAsync(string id, CancellationToken cancellation = default) => AskAboutAsync(id, new CancelTask { Task = id }, cancellation);

    /// <summary>The account and the rates, from the current session.</summary>
    /// <exception cref="GridException">Out of reach.</exception>
    public async Task<Welcome> GetWelcomeAsync(CancellationToken cancellation = default) => (await _keeper.CurrentAsync(cancellation).ConfigureAwait(false)).Welcome;

    /// <summary>Closes the connection. Tasks go on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _keeper.DisposeAsync().ConfigureAwait(false);
        _blobs.Dispose();
        _closing.Dispose();
    }

    /// <summary>Says that a task is to end; its conversation hears whether it did. False where there is no connection at this moment.</summary>
    internal bool TrySendCancel(string id) => _keeper.CurrentOrNull is { } session && session.Send(new CancelTask { Task = id });

    private async Task<SubmittedTask> StartAsync(string kind, ReadOnlyMemory<byte> document, IInputFiles? files, TaskOptions options, IProgress<TaskProgress>? progress, TaskPreviews? previews, bool again, CancellationToken cancellation)
    {
        options.Validate();
        var clock = Stopwatch.StartNew();
        var id = options.Id ?? $"t-{Guid.NewGuid():N}";
        var (plan, refused) = await Planning.PlanAsync(id, kind, document, files, cancellation).ConfigureAwait(false);
        if (plan is null) return new SubmittedTask(this, refused!);
        void Report(TaskProgress p) => progress?.Report(p);
        Task<ErrorMessage?> UploadAsync(bool missing, CancellationToken token)
        {
            if (plan.Blobs.Count > 0) Report(new TaskProgress(TaskPhase.Uploading, 0, 0, plan.Slices.Count));
            return _blobs.UploadAsync(plan, missing, token);
        }

        var submission = again ? null : new SubmissionMessages(id, plan, options);
        var conversation = new TaskConversation(_keeper, id, submission, UploadAsync, options.BusyTimeout, Report);
        return new SubmittedTask(this, id, plan, conversation, new OutputFetch(_keeper, _blobs, id, plan), Report, previews, clock, _closing.Token);
    }

    private static async Task CancelBrieflyAsync(SubmittedTask task)
    {
        if (!task.TryCancel()) return;
        try
        {
            (await task.WaitAsync(CancellationToken.None).WaitAsync(CancelPatience).ConfigureAwait(false)).Dispose();
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // The coordinator doesn't answer; the task ends at its deadline or when somebody asks again.
        }
    }

    private async Task<Message> AskAsync(Message question, Func<Message, bool> isAnswer, CancellationToken cancellation)
    {
        while (true)
        {
            var session = await _keeper.CurrentAsync(cancellation).ConfigureAwait(false);
            switch (await session.AskAsync(question, cancellation).ConfigureAwait(false))
            {
                case null or ErrorMessage { Code: ErrorCode.ShuttingDown }:
                    continue;
                case ErrorMessage error:
                    throw new GridException(error.Code, error.Message);
                case { } answer when isAnswer(answer):
                    return answer;
            }
        }
    }

    private async Task<TaskSummary> AskAboutAsync(string id, Message question, CancellationToken cancellation)
    {
        while (true)
        {
            var session = await _keeper.CurrentAsync(cancellation).ConfigureAwait(false);
            using var inbox = session.OpenInbox(id);
            session.Send(question);
            while (await inbox.NextAsync(cancellation).ConfigureAwait(false) is { } message)
            {
                if (message is Result result) return result.Summary;
                if (message is Protocol.TaskStatus status && question is GetTask) return status.Summary;
                if (message is ErrorMessage { Code: not ErrorCode.ShuttingDown } error) throw new GridException(error.Code, error.Message);
            }
        }
    }
}
