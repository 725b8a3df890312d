using System.Text;
using P2C2R.Client;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Tests.Client;

/// <summary>What the client does when connections break and the coordinator is busy, forgetful or lying.</summary>
public sealed class ScriptedCoordinatorTests : IDisposable
{
    private static readonly byte[] Document = """{"slices": 3, "units": 5, "payload": "x"}"""u8.ToArray();
    private readonly string _state = Directory.CreateTempSubdirectory("p2c2r").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [Fact]
    public async Task A_task_is_computed_and_its_output_is_that_of_this_machine()
    {
        using var outcome = await RunAsync((_, message) => message is Submit submit ? [Accepted(submit), Done(submit)] : []);
        using var local = await LocalTask.RunAsync(Kinds.NoOperation, Document, cancellation: Stop);
        Assert.True(outcome.Succeeded, outcome.Message);
        Assert.Equal(local.OutputHash, outcome.OutputHash);
        Assert.Equal(15, outcome.WorkUnits);
        Assert.Equal(new NanoDollars(42), outcome.Cost);
    }

    [Fact]
    public async Task A_result_without_an_accepted_before_it_is_one()
    {
        using var outcome = await RunAsync((_, message) => message is Submit submit ? [Done(submit)] : []);
        Assert.True(outcome.Succeeded, outcome.Message);
    }

    [Fact]
    public async Task A_lost_connection_before_the_acceptance_makes_it_submit_again()
    {
        var submissions = 0;
        using var outcome = await RunAsync((connection, message) =>
        {
            if (message is not Submit submit) return [];
            submissions++;
            return connection < 3 ? null : [Accepted(submit), Done(submit)];
        });
        Assert.True(outcome.Succeeded, outcome.Message);
        Assert.Equal(3, submissions);
    }

    [Fact]
    public async Task A_lost_connection_after_the_acceptance_makes_it_ask()
    {
        Submit? submitted = null;
        var (submissions, questions) = (0, 0);
        await using var coordinator = await ScriptedCoordinator.StartAsync((connection, message) =>
        {
            switch (message)
            {
                case Submit submit:
                    submissions++;
                    return [Accepted(submitted = submit)];
                case GetAccount:
                    return null;
                default:
                    questions++;
                    return [Done(submitted!)];
            }
        });
        await using var client = await ConnectAsync(coordinator);
        var task = await client.SubmitAsync(Kinds.NoOperation, Document, cancellation: Stop);
        Assert.True(await task.Accepted);
        // The question for the account makes the coordinator drop the connection; it isn't answered on the next one either.
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var account = client.GetAccountAsync(asking.Token);
        using var outcome = await task.WaitAsync(Stop);
        await asking.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => account);
        Assert.True(outcome.Succeeded, outcome.Message);
        Assert.Equal((1, true), (submissions, questions > 0));
    }

    [Fact]
    public async Task Busy_makes_it_wait_and_submit_again()
    {
        var busy = 2;
        using var outcome = await RunAsync((_, message) => message is not Submit submit ? []
            : busy-- > 0 ? [new ErrorMessage { Code = ErrorCode.Busy, Message = "full", Task = submit.Task, RetryAfterMs = 1 }] : [Done(submit)]);
        Assert.True(outcome.Succeeded, outcome.Message);
    }

    [Fact]
    public async Task Busy_for_too_long_is_the_outcome()
    {
        using var outcome = await RunAsync(
            (_, message) => message is Submit submit ? [new ErrorMessage { Code = ErrorCode.Busy, Message = "full", Task = submit.Task, RetryAfterMs = 1 }] : [],
            new TaskOptions { BusyTimeout = TimeSpan.FromMilliseconds(20) });
        Assert.Equal(ErrorCode.Busy, outcome.Error);
    }

    [Fact]
    public async Task A_refusal_is_the_outcome_with_its_reason()
    {
        using var outcome = await RunAsync((_, message) => message is Submit submit ? [new ErrorMessage { Code = ErrorCode.InsufficientFunds, Message = "cap 5, balance 3", Task = submit.Task }] : []);
        Assert.Equal((ErrorCode.InsufficientFunds, "cap 5, balance 3"), (outcome.Error, outcome.Message));
    }

    [Theory]
    [InlineData("hash")]
    [InlineData("trailer")]
    [InlineData("units")]
    [InlineData("missing")]
    [InlineData("twice")]
    public async Task A_coordinator_that_delivers_something_else_is_not_believed(string lie)
    {
        using var outcome = await RunAsync((_, message) => message is Submit submit ? [Falsify(Done(submit), lie)] : []);
        Assert.False(outcome.Succeeded);
        Assert.Equal(ErrorCode.HashMismatch, outcome.Error);
    }

    [Fact]
    public async Task Outputs_that_don_t_fit_into_the_result_are_fetched_in_pages()
    {
        Submit? submitted = null;
        using var outcome = await RunAsync((_, message) => message switch
        {
            Submit submit => [Done(submitted = submit) with { Outputs = null }],
            GetOutputs get => [new Outputs { Task = get.Task, Items = [Outputs(submitted!)[get.Slices![0]]] }],
            _ => [],
        });
        Assert.True(outcome.Succeeded, outcome.Message);
    }

    [Fact]
    public async Task A_coordinator_that_delivers_nothing_is_asked_a_few_times_only()
    {
        var questions = 0;
        using var outcome = await RunAsync((_, message) =>
        {
            if (message is GetOutputs get) return [new Outputs { Task = get.Task, Items = [], Next = questions++ }];
            return message is Submit submit ? [Done(submit) with { Outputs = null }] : [];
        });
        Assert.Equal(ErrorCode.HashMismatch, outcome.Error);
        Assert.Contains("doesn't deliver the output of slice 0", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(3, questions);
    }

    [Fact]
    public async Task Cancelling_tells_the_coordinator()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var cancelled = new TaskCompletionSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(
            (_, message) =>
            {
                switch (message)
                {
                    case Submit submit:
                        cancel.Cancel();
                        return [Accepted(submit)];
                    case CancelTask task:
                        cancelled.SetResult();
                        return [new Result { Summary = Summary(task.Task, TaskState.Cancelled) with { Error = ErrorCode.Cancelled } }];
                    default:
                        return [];
                }
            },
            cancel: cancel.Token));
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), Stop);
    }

    [Fact]
    public async Task This_machine_computes_when_the_deadline_is_near_and_the_task_is_cancelled()
    {
        var cancelled = new TaskCompletionSource();
        using var outcome = await RunAsync(
            (_, message) =>
            {
                if (message is CancelTask) cancelled.TrySetResult();
                return message is Submit submit ? [Accepted(submit)] : [];
            },
            // Long enough that the task has left before: what was never submitted isn't cancelled.
            new TaskOptions { LocalFallback = true, Deadline = TimeSpan.FromSeconds(1) });
        Assert.True(outcome.Succeeded && outcome.ComputedLocally, outcome.Message);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), Stop);
    }

    [Fact]
    public async Task This_machine_computes_when_no_peer_could()
    {
        using var outcome = await RunAsync(
            (_, message) => message is Submit submit ? [new Result { Summary = Summary(submit.Task, TaskState.Failed) with { Error = ErrorCode.DeadlineExceeded } }] : [],
            new TaskOptions { LocalFallback = true });
        Assert.True(outcome.Succeeded && outcome.ComputedLocally, outcome.Message);
    }

    [Fact]
    public async Task Money_matters_are_never_worked_around_locally()
    {
        using var outcome = await RunAsync(
            (_, message) => message is Submit submit ? [new ErrorMessage { Code = ErrorCode.PriceCapTooLow, Message = "no", Task = submit.Task }] : [],
            new TaskOptions { LocalFallback = true });
        Assert.Equal(ErrorCode.PriceCapTooLow, outcome.Error);
    }

    [Fact]
    public async Task Nobody_there_is_unreachable()
    {
        var refused = await Assert.ThrowsAsync<GridException>(() => GridClient.ConnectAsync(new GridClientOptions { Coordinator = "ws://127.0.0.1:1", StateFolder = _state }, Stop));
        Assert.Equal(ErrorCode.Unreachable, refused.Code);
    }

    [Fact]
    public async Task An_unknown_kind_and_a_bad_document_never_reach_the_grid()
    {
        await using var coordinator = await ScriptedCoordinator.StartAsync((_, _) => throw new InvalidOperationException("nothing should be said"));
        await using var client = await ConnectAsync(coordinator);
        using var unknown = await client.RunAsync("ai_mind_reading", Document, cancellation: Stop);
        using var bad = await client.RunAsync(Kinds.NoOperation, Encoding.UTF8.GetBytes("""{"slices": "many"}"""), cancellation: Stop);
        Assert.Equal((ErrorCode.KindNotAvailable, ErrorCode.BadInput), (unknown.Error, bad.Error));
    }

    private async Task<TaskOutcome> RunAsync(Func<int, Message, IReadOnlyList<Message>?> answer, TaskOptions? options = null, CancellationToken? cancel = null)
    {
        await using var coordinator = await ScriptedCoordinator.StartAsync(answer);
        await using var client = await ConnectAsync(coordinator);
        return await client.RunAsync(Kinds.NoOperation, Document, options: options, cancellation: cancel ?? Stop);
    }

    private Task<GridClient> ConnectAsync(ScriptedCoordinator coordinator) =>
        GridClient.ConnectAsync(new GridClientOptions { Coordinator = coordinator.Address, Name = "alice", StateFolder = _state }, Stop);

    private static Accepted Accepted(Submit submit) => new() { Tasks = [new AcceptedTask { Task = submit.Task, SlicesReceived = submit.Slices.Count }] };

    private static Result Done(Submit submit) => new() { Summary = Summary(submit.Task, TaskState.Done), Outputs = Outputs(submit) };

    private static TaskSummary Summary(string task, TaskState state) => new()
    {
        Task = task,
        Kind = Kinds.NoOperation,
        Version = 1,
        State = state,
        SliceCount = 3,
        Agreed = 3,
        Units = 15,
        Cost = new NanoDollars(42),
        SubmittedAt = 1,
    };

    private static Result Falsify(Result result, string lie)
    {
        var outputs = result.Outputs!.ToList();
        var bytes = outputs[1].Output.Data!.Value.ToArray();
        switch (lie)
        {
            case "hash":
                bytes[0] ^= 1;
                outputs[1] = outputs[1] with { Output = outputs[1].Output with { Data = bytes } };
                break;
            case "trailer":
                outputs[1] = outputs[1] with { Output = Reference(bytes[..5]) };
                break;
            case "units":
                return result with { Summary = result.Summary with { Units = 16 } };
            case "missing":
                outputs.RemoveAt(1);
                break;
            case "twice":
                outputs[1] = outputs[0];
                break;
        }

        return result with { Outputs = outputs };
    }

    private static List<SliceOutput> Outputs(Submit submit)
    {
        var kernel = KernelCatalog.Newest(Kinds.NoOperation)!;
        return [.. submit.Slices.Select((slice, i) =>
        {
            using var output = new SliceOutputStream();
            SliceExecutor.Execute(kernel, new SliceExecution { Input = slice.Input, Output = output, MaxUnits = slice.MaxUnits }, output);
            return new SliceOutput { Slice = i, Output = Reference(output.Memory.ToArray()) };
        })];
    }

    private static DataReference Reference(byte[] bytes) => new() { Hash = Sha256Hash.Of(bytes), Length = bytes.Length, Data = bytes };
}
