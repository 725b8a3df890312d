using P2C2R.Coordinator.Sqlite;
using P2C2R.Coordinator.Storage;
using P2C2R.Grid;
using P2C2R.Protocol;
using P2C2R.Tests.Grid;

namespace P2C2R.Tests.Coordinator.Storage;

/// <summary>SQLite against the contract's plain implementation in memory: same batches, same answers, also after it was opened again.</summary>
public sealed class GridStorageTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Answers_like_the_model_in_memory_across_restarts(int seed)
    {
        using var folder = new TemporaryFolder();
        var model = new MemoryStorage();
        var batches = new RandomBatches(seed);
        var random = new Random(seed);
        var rows = new RowBatch();
        using (var made = new GridStorage(new StorageOptions { Path = folder.Database })) { }
        using var reader = new StorageReader(folder.Database);
        for (var life = 0; life < 4; life++)
        {
            using var storage = new GridStorage(new StorageOptions { Path = folder.Database });
            var snapshot = storage.Load();
            Assert.Equal(life + 1, snapshot.Epoch);
            Assert.Equal(SnapshotText.Of(model.Load()), SnapshotText.Of(snapshot));
            for (var i = 0; i < 60; i++)
            {
                rows.Clear();
                batches.Fill(rows);
                model.Commit(rows);
                Assert.Equal(CommitOutcome.Committed, storage.Commit(rows));
                AssertSameAnswers(model, storage, batches, random);
                AssertSameOutputs(model, reader, random.NextInt64(1, batches.LastTask + 1));
            }
        }
    }

    [Fact]
    public void Totals_count_every_task_once()
    {
        using var folder = new TemporaryFolder();
        var model = new MemoryStorage();
        var batches = new RandomBatches(4);
        var rows = new RowBatch();
        for (var life = 0; life < 2; life++)
        {
            using var storage = new GridStorage(new StorageOptions { Path = folder.Database });
            storage.Load();
            for (var i = 0; i < 40; i++)
            {
                rows.Clear();
                batches.Fill(rows);
                model.Commit(rows);
                storage.Commit(rows);
            }
        }

        using var again = new GridStorage(new StorageOptions { Path = folder.Database });
        var totals = again.Load().Totals;
        Assert.Equal(model.Tasks.Count, totals.TasksAccepted);
        Assert.Equal(model.Tasks.Values.Count(t => t.State == TaskState.Done), totals.TasksDone);
        Assert.Equal(model.Tasks.Values.Count(t => t.State == TaskState.Cancelled), totals.TasksCancelled);
        Assert.Equal(model.Attempts.Count, totals.AttemptsPaid);
    }

    [Fact]
    public void Finds_rows_while_and_after_the_index_is_merged()
    {
        using var folder = new TemporaryFolder();
        using var storage = new GridStorage(new StorageOptions { Path = folder.Database });
        storage.Load();
        var rows = new RowBatch();
        const int count = RecentIndex.Generation + 20_000;
        long transfer = 0;
        for (var number = 1; number <= count; number++)
        {
            rows.Put(SampleRows.Task(number) with { State = TaskState.Done, EndedAt = number });
            if (number % 2_000 != 0 && number != count) continue;
            rows.Transfers.Add(new TransferRow { Id = ++transfer, Debit = default, Credit = default, Amount = 1, Reason = TransferReason.Deposit, Task = 0, Reference = $"r{transfer}", At = 0 });
            storage.Commit(rows);
            rows.Clear();
            Assert.Equal(1, storage.FindTask(new AccountId(1), "t1")!.Number);
        }

        for (var i = 0; i < 2_000; i++) storage.Commit(rows);
        storage.Load();
        for (var number = 1; number <= count; number += 997) Assert.Equal(number, storage.FindTask(new AccountId(1), $"t{number}")!.Number);
        Assert.Null(storage.FindTask(new AccountId(2), "t1"));
        Assert.True(storage.HasDeposit("r1"));
        Assert.False(storage.HasDeposit("r0"));
    }

    /// <summary>Results are looked for in the index that is on disk, and before they are there.</summary>
    [Fact]
    public void Finds_outputs_while_and_after_the_index_is_merged()
    {
        using var folder = new TemporaryFolder();
        using var storage = new GridStorage(new StorageOptions { Path = folder.Database });
        storage.Load();
        using var reader = new StorageReader(folder.Database);
        var rows = new RowBatch();
        rows.Put(SampleRows.Task(1));
        const int count = RecentIndex.Generation + 20_000;
        var slices = 0;
        for (var number = 1; number <= count; number++)
        {
            var result = SampleRows.Result(Sha256Hash.Of(BitConverter.GetBytes(number)));
            rows.Results.Add(result);
            if (number % 1_000 != 1) continue;
            rows.Slices.Add(SampleRows.Slice(1) with { Index = slices });
            rows.SlicesAgreed.Add(new SliceAgreedRow { Task = 1, Index = slices++, Result = result.Id });
            storage.Commit(rows);
            rows.Clear();
            if (slices % 10 == 1) Assert.Equal(slices, Count(reader, slices));
        }

        // The index goes on being merged with every commit that has something to say.
        for (var number = 1; number <= 70; number++)
        {
            for (var i = 0; i < 1_000; i++) rows.Results.Add(SampleRows.Result(Sha256Hash.Of(BitConverter.GetBytes(-(number * 1_000) - i))));
            storage.Commit(rows);
            rows.Clear();
            if (number % 10 == 0) Assert.Equal(slices, Count(reader, slices));
        }

        using var connection = new SqliteConnection(folder.Database, readOnly: true);
        Assert.True(connection.QueryInt64("SELECT value FROM meta WHERE key = 'results_indexed'") > 0);
    }

    private static int Count(StorageReader reader, int slices) =>
        reader.Outputs(1, [.. Enumerable.Range(0, slices + 5)]).Where(static o => o.Result is not null).Select(static o => o.Slice).Distinct().Count();

    [Fact]
    public void Brings_back_failed_attempts_of_open_slices_and_no_others()
    {
        using var folder = new TemporaryFolder();
        using var storage = new GridStorage(new StorageOptions { Path = folder.Database });
        storage.Load();
        var slice = SampleRows.Slice(1, 1);
        var key = SliceKey.Compute(SampleRows.Kernel, slice.MaxUnits, slice.InputHash, [], []);
        var rows = new RowBatch();
        rows.Put(SampleRows.Task(1));
        rows.Slices.Add(slice);
        rows.Attempts.Add(Attempt(1, key, AttemptState.Failed));
        rows.Attempts.Add(Attempt(2, Sha256Hash.Of([9]), AttemptState.Failed));
        rows.Attempts.Add(Attempt(3, key, AttemptState.Cancelled));
        storage.Commit(rows);
        Assert.Equal([new AttemptId(1, 1)], storage.Load().FailedAttempts.Select(a => a.Id));
    }

    [Fact]
    public void Is_opened_with_the_settings_that_durability_needs()
    {
        using var folder = new TemporaryFolder();
        using var storage = new GridStorage(new StorageOptions { Path = folder.Database });
        storage.Load();
        Assert.Equal((2, "wal"), storage.DurabilitySettings);
    }

    [Fact]
    public void Refuses_a_database_of_a_newer_release()
    {
        using var folder = new TemporaryFolder();
        using (var connection = new SqliteConnection(folder.Database)) connection.Execute($"PRAGMA user_version = {Schema.Version + 1}");
        Assert.Throws<InvalidDataException>(() => new GridStorage(new StorageOptions { Path = folder.Database }));
    }

    [Fact]
    public void Says_that_a_file_is_no_database()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Database, [.. Enumerable.Repeat((byte)7, 8_192)]);
        Assert.Equal(SqliteTrouble.Corrupt, Assert.Throws<SqliteException>(() => new GridStorage(new StorageOptions { Path = folder.Database })).Trouble);
    }

    private static void AssertSameAnswers(MemoryStorage model, GridStorage storage, RandomBatches batches, Random random)
    {
        var (gamer, id) = batches.Names[random.Next(batches.Names.Count)];
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(model.FindTask(gamer, id)), System.Text.Json.JsonSerializer.Serialize(storage.FindTask(gamer, id)));
        Assert.Null(storage.FindTask(gamer, id + "x"));
        if (batches.Keys.Count > 0)
        {
            var key = batches.Keys[random.Next(batches.Keys.Count)];
            Assert.Equal(System.Text.Json.JsonSerializer.Serialize(model.FindResult(key)), System.Text.Json.JsonSerializer.Serialize(storage.FindResult(key)));
        }

        var task = random.NextInt64(1, batches.LastTask + 1);
        Assert.Equal(model.FindSlice(task, 0)?.Result, storage.FindSlice(task, 0)?.Result);
        Assert.Equal(model.FindSlice(task, 1)?.Slice.InputHash, storage.FindSlice(task, 1)?.Slice.InputHash);
    }

    private static void AssertSameOutputs(MemoryStorage model, StorageReader reader, long task)
    {
        var expected = new List<(int, string)>();
        for (var i = 0; i < 4; i++)
        {
            if (model.FindSlice(task, i) is (var slice, { } result) && slice.Deliver) expected.Add((i, System.Text.Json.JsonSerializer.Serialize(model.FindResult(result))));
        }

        Assert.Equal(expected, reader.Outputs(task, [0, 1, 2, 3]).Select(static o => (o.Slice, System.Text.Json.JsonSerializer.Serialize(o.Result))));
    }

    private static AttemptRow Attempt(long number, Sha256Hash key, AttemptState state) =>
        new() { Id = new AttemptId(1, number), Key = key, Peer = new AccountId(2), Task = 1, State = state, Reason = "r", LeasedAt = 1, EndedAt = 2 };
}
