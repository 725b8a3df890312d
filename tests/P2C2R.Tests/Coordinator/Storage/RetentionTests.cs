using P2C2R.Coordinator.Storage;
using P2C2R.Grid;
using P2C2R.Protocol;
using P2C2R.Tests.Grid;

namespace P2C2R.Tests.Coordinator.Storage;

/// <summary>What is old goes, in bounded steps; what is young, live or money stays.</summary>
public sealed class RetentionTests
{
    [Fact]
    public void Deletes_what_has_ended_and_keeps_what_is_live_and_the_books()
    {
        using var folder = new TemporaryFolder();
        using var storage = new GridStorage(new StorageOptions { Path = folder.Database });
        storage.Load();
        var model = new MemoryStorage();
        var batches = new RandomBatches(11);
        var rows = new RowBatch();
        for (var i = 0; i < 400; i++)
        {
            rows.Clear();
            batches.Fill(rows);
            model.Commit(rows);
            storage.Commit(rows);
        }

        using var planner = new RetentionPlanner(folder.Database);
        var steps = DeleteAll(planner, storage, long.MaxValue);
        Assert.True(steps > 1);
        var live = model.Tasks.Values.Where(t => t.State < TaskState.Done).ToList();
        Assert.NotEmpty(live);
        foreach (var task in model.Tasks.Values) Assert.Equal(task.State < TaskState.Done, storage.FindTask(task.Gamer, task.Id) is not null);
        foreach (var result in model.Results.Values) Assert.Equal(live.Exists(t => IsNeeded(model, t, result.Key)), storage.FindResult(result.Key) is not null);
        Assert.Equal(SnapshotText.Of(model.Load()), SnapshotText.Of(storage.Load()));
    }

    [Fact]
    public void Deletes_nothing_that_is_young()
    {
        using var folder = new TemporaryFolder();
        using var storage = new GridStorage(new StorageOptions { Path = folder.Database });
        storage.Load();
        var batches = new RandomBatches(12);
        var rows = new RowBatch();
        for (var i = 0; i < 20; i++)
        {
            rows.Clear();
            batches.Fill(rows);
            storage.Commit(rows);
        }

        using var planner = new RetentionPlanner(folder.Database);
        Assert.True(planner.Plan(0, 0, 0).IsEmpty);
    }

    [Fact]
    public void Deletes_blobs_that_nothing_names()
    {
        using var folder = new TemporaryFolder();
        using var storage = new GridStorage(new StorageOptions { Path = folder.Database });
        storage.Load();
        var (unnamed, ofLiveTask, ofResult, young) = (Sha256Hash.Of([1]), Sha256Hash.Of([2]), Sha256Hash.Of([3]), Sha256Hash.Of([4]));
        var gamer = new AccountId(1);
        foreach (var hash in new[] { unnamed, ofLiveTask, ofResult }) storage.Stage(r => r.PutBlob(hash, 5, gamer, 10));
        storage.Stage(r => r.PutBlob(young, 5, gamer, 1_000));
        var rows = new RowBatch();
        rows.Put(SampleRows.Task(1));
        rows.Slices.Add(SampleRows.Slice(1) with { Blobs = [ofLiveTask] });
        rows.Results.Add(new ResultRow { Key = Sha256Hash.Of([9]), Kernel = SampleRows.Kernel, OutputHash = ofResult, Length = 5, Data = null, Units = 1, Replicas = 1, Payer = gamer, ComputeMs = 1, AgreedAt = 500 });
        Assert.Equal(CommitOutcome.Committed, storage.Commit(rows));
        using var planner = new RetentionPlanner(folder.Database);
        Assert.Equal([unnamed], planner.Plan(0, 0, 100).Blobs);
        DeleteAll(planner, storage, 100);
        Assert.Null(storage.FindBlob(gamer, unnamed));
        Assert.Equal(5, storage.FindBlob(gamer, ofLiveTask));
    }

    private static bool IsNeeded(MemoryStorage model, TaskRow task, Sha256Hash key) =>
        Enumerable.Range(0, task.SliceCount).Any(i => model.Agreed.TryGetValue((task.Number, i), out var result) && result.Key == key);

    private static int DeleteAll(RetentionPlanner planner, GridStorage storage, long before)
    {
        var steps = 0;
        var empty = 0;
        // An empty plan can mean that the pass over results has reached its end; the next begins again.
        while (empty < 2)
        {
            var plan = planner.Plan(before, before, before);
            Assert.True(plan.Tasks.Count <= RetentionPlanner.MaxRows && plan.Results.Count <= RetentionPlanner.MaxRows && plan.Attempts.Count <= RetentionPlanner.MaxRows);
            empty = plan.IsEmpty ? empty + 1 : 0;
            if (plan.IsEmpty) continue;
            steps++;
            storage.Stage(r => plan.Apply(r, _ => false));
            Assert.Equal(CommitOutcome.Committed, storage.Commit(new RowBatch()));
        }

        return steps;
    }
}
