using System.Collections.Concurrent;
using System.Text;
using P2C2R.Client;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;
using P2C2R.Tests.Kernels.Meshes;
using P2C2R.Tests.Kernels.RayTracing.Rendering;

namespace P2C2R.Tests.Client;

/// <summary>Pictures of a task while it is computed: which outputs the client asks for, when, and what it believes.</summary>
public sealed class PreviewTests : IDisposable
{
    private static readonly byte[] Document = Encoding.UTF8.GetBytes("""{"scene":"room.glb","width":24,"height":16,"tile_size":8,"samples":32}""");
    private static readonly MemoryFiles Files = new([("room.glb", RayTask.Room)]);
    private static readonly List<SliceOutput> Outputs = Compute();

    private readonly string _state = Directory.CreateTempSubdirectory("p2c2r-test-").FullName;
    private readonly ConcurrentQueue<TaskPreview> _shown = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [Fact]
    public async Task Outputs_are_asked_for_while_the_task_is_computed_and_none_twice()
    {
        var delivered = new List<int>();
        var hasEnded = false;
        using var outcome = await RunAsync(question =>
        {
            Assert.DoesNotContain(question.Slices!, delivered.Contains);
            // The last one is there when the task is done, which it is when pictures of the others were shown.
            var isLast = delivered.Count == Outputs.Count - 1;
            var more = !isLast || hasEnded ? Outputs.Skip(delivered.Count).Take(isLast ? 1 : Math.Min(2, Outputs.Count - 1 - delivered.Count)).ToList() : [];
            delivered.AddRange(more.Select(static o => o.Slice));
            return (more, hasEnded = isLast && !_shown.IsEmpty);
        });
        Assert.True(outcome.Succeeded, outcome.Message);
        using var local = await LocalTask.RunAsync(Kinds.Reflections, Document, Files, cancellation: Stop);
        Assert.Equal(local.OutputHash, outcome.OutputHash);
        Assert.Equal(Outputs.Select(static o => o.Slice), delivered);
        Assert.All(_shown, static p => Assert.True(p.Slices > 0 && p.Slices < p.SliceCount && p.Png.Span[1] == (byte)'P'));
    }

    [Fact]
    public async Task An_output_that_is_another_in_the_end_is_not_believed()
    {
        var asked = false;
        using var outcome = await RunAsync(_ =>
        {
            var ends = asked && !_shown.IsEmpty;
            asked = true;
            return ([Outputs[0] with { Output = Outputs[1].Output }], ends);
        });
        Assert.Equal(ErrorCode.HashMismatch, outcome.Error);
        Assert.Contains("isn't the one that was delivered before", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_who_wants_no_pictures_asks()
    {
        using var outcome = await RunAsync(static _ => throw new InvalidOperationException("nothing should be asked"), previews: false);
        Assert.True(outcome.Succeeded, outcome.Message);
    }

    [Fact]
    public async Task This_machine_shows_pictures_too()
    {
        var document = Encoding.UTF8.GetBytes("""{"scene":"room.glb","width":96,"height":64,"tile_size":4,"samples":16}""");
        using var isShown = new ManualResetEventSlim();
        var previews = new TaskPreviews(p =>
        {
            _shown.Enqueue(p);
            isShown.Set();
        })
        { Interval = TimeSpan.FromMilliseconds(1) };
        using var outcome = await LocalTask.RunAsync(Kinds.Reflections, document, Files, 1, new Holding(isShown), previews, Stop);
        Assert.True(outcome.Succeeded, outcome.Message);
        Assert.True(isShown.IsSet);
        Assert.Equal(_shown.Select(static p => p.Slices).Order(), _shown.Select(static p => p.Slices));
    }

    /// <summary>A coordinator that answers questions for outputs as told, and says with one of the answers that the task is done.</summary>
    private async Task<TaskOutcome> RunAsync(Func<GetOutputs, (IReadOnlyList<SliceOutput> Items, bool Ends)> answer, bool previews = true)
    {
        Submit? submitted = null;
        var hasEnded = false;
        await using var coordinator = await ScriptedCoordinator.StartAsync((_, message) =>
        {
            if (message is Submit submit)
            {
                submitted = submit;
                return [new Accepted { Tasks = [new AcceptedTask { Task = submit.Task, SlicesReceived = submit.Slices.Count }] }, .. previews ? (Message[])[] : [Done(submit.Task) with { Outputs = Outputs }]];
            }

            if (message is not GetOutputs question) return [];
            var (items, ends) = answer(question);
            Message[] result = ends && !hasEnded ? [Done(submitted!.Task) with { Outputs = items.Count > 0 ? Outputs : null }] : [];
            hasEnded |= ends;
            return [new Outputs { Task = question.Task, Items = items }, .. result];
        });
        await using var client = await GridClient.ConnectAsync(new GridClientOptions { Coordinator = coordinator.Address, Name = "alice", StateFolder = _state }, Stop);
        return await client.RunAsync(Kinds.Reflections, Document, Files, previews: previews ? new TaskPreviews(_shown.Enqueue) { Interval = TimeSpan.FromMilliseconds(1) } : null, cancellation: Stop);
    }

    private static Result Done(string task) => new()
    {
        Summary = new TaskSummary
        {
            Task = task,
            Kind = Kinds.Reflections,
            Version = 1,
            State = TaskState.Done,
            SliceCount = Outputs.Count,
            Agreed = Outputs.Count,
            Cost = NanoDollars.Zero,
            Units = Outputs.Sum(static o => OutputTrailer.TryRead(o.Output.Data!.Value.Span, out var trailer) ? trailer.Units : 0),
            SubmittedAt = 1,
        },
    };

    private static List<SliceOutput> Compute()
    {
        var kernel = KernelCatalog.Newest(Kinds.Reflections)!;
        var plan = kernel.Plan(Document, Files);
        var run = new LocalRun(kernel, plan, 2);
        run.Run(new MemoryStream());
        return [.. run.Delivered().Select(static o =>
        {
            var bytes = new byte[o.Answer.Length + OutputTrailer.Size];
            o.Answer.CopyTo(bytes);
            o.Trailer.Write(bytes.AsSpan(o.Answer.Length));
            return new SliceOutput { Slice = o.Slice, Output = new DataReference { Hash = Sha256Hash.Of(bytes), Length = bytes.Length, Data = bytes } };
        })];
    }

    /// <summary>Holds a computation, whose thread tells its progress, half way until something has happened.</summary>
    private sealed class Holding(ManualResetEventSlim happened) : IProgress<TaskProgress>
    {
        public void Report(TaskProgress value)
        {
            if (value.Fraction is > 0.5 and < 1) happened.Wait(TimeSpan.FromSeconds(60));
        }
    }
}
