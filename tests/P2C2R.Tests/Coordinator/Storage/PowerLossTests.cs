using P2C2R.Coordinator.Storage;
using P2C2R.Grid;
using P2C2R.Tests.Grid;

namespace P2C2R.Tests.Coordinator.Storage;

/// <summary>
/// The database over a disk that forgets: after a power loss all that was committed is there, of what failed nothing, and of
/// what is unknown all or nothing.
/// </summary>
public sealed class PowerLossTests
{
    [Fact]
    public void Committed_rows_survive_a_power_loss_and_failed_ones_leave_nothing()
    {
        for (var seed = 1; seed <= 60; seed++) Run(seed);
    }

    [Fact]
    public void The_test_sees_when_a_database_does_not_sync()
    {
        var lost = 0;
        for (var seed = 1; seed <= 10; seed++)
        {
            var random = new Random(seed);
            var disk = new LossyDisk();
            using var vfs = new LossyVfs(disk, $"careless{seed}");
            var rows = new RowBatch();
            var batches = new RandomBatches(seed);
            var model = new MemoryStorage();
            using (var storage = Open(vfs))
            {
                storage.Load();
                storage.StopSyncing();
                for (var i = 0; i < 10; i++) CommitBoth(batches, rows, model, storage);
                disk.FailAfter = 0;
            }

            disk.FailAfter = -1;
            disk.LosePower(random);
            if (!TryRead(vfs, out var text) || text != SnapshotText.Of(model.Load())) lost++;
        }

        Assert.True(lost > 0, "nothing was lost although nothing was synced: this test tests nothing");
    }

    private static void Run(int seed)
    {
        var random = new Random(seed);
        var disk = new LossyDisk();
        using var vfs = new LossyVfs(disk, $"lossy{seed}");
        var model = new MemoryStorage();
        var batches = new RandomBatches(seed);
        var rows = new RowBatch();
        for (var life = 0; life < 4; life++)
        {
            var outcome = CommitOutcome.Committed;
            string? whole = null;
            using (var storage = Open(vfs))
            {
                Assert.Equal(SnapshotText.Of(model.Load()), SnapshotText.Of(storage.Load()));
                for (var i = random.Next(1, 25); i > 0; i--) CommitBoth(batches, rows, model, storage);
                if (random.Next(2) == 0) storage.Checkpoint();
                if (random.Next(2) == 0) (outcome, whole) = CommitOnFailingDisk(random, disk, batches, rows, model, storage);
                // What closing the connection writes is lost too: the process is gone.
                disk.FailAfter = 0;
            }

            disk.FailAfter = -1;
            disk.LosePower(random);
            Assert.True(TryRead(vfs, out var found), $"seed {seed}: the database can't be opened");
            var expected = SnapshotText.Of(model.Load());
            Assert.True(found == expected || (outcome == CommitOutcome.Unknown && found == whole), $"seed {seed}, life {life}: rows were lost or came from nowhere");
            // The maker of batches believes that what it made is stored.
            if (outcome != CommitOutcome.Committed) return;
        }
    }

    /// <summary>A commit on a disk that fails at some operation; and the state with it.</summary>
    private static (CommitOutcome Outcome, string Whole) CommitOnFailingDisk(Random random, LossyDisk disk, RandomBatches batches, RowBatch rows, MemoryStorage model, GridStorage storage)
    {
        disk.FailAfter = random.Next(0, 30);
        rows.Clear();
        batches.Fill(rows);
        var outcome = storage.Commit(rows);
        if (outcome == CommitOutcome.Committed) model.Commit(rows);
        var copy = new MemoryStorage();
        CopyInto(copy, model);
        if (outcome != CommitOutcome.Committed) copy.Commit(rows);
        return (outcome, SnapshotText.Of(copy.Load()));
    }

    private static void CopyInto(MemoryStorage copy, MemoryStorage model)
    {
        foreach (var (key, value) in model.Accounts) copy.Accounts[key] = value;
        foreach (var (key, value) in model.Balances) copy.Balances[key] = value;
        copy.Transfers.AddRange(model.Transfers);
        foreach (var (key, value) in model.Tasks) copy.Tasks[key] = value;
        foreach (var (key, value) in model.Slices) copy.Slices[key] = value;
        foreach (var (key, value) in model.Agreed) copy.Agreed[key] = value;
        foreach (var (key, value) in model.Holds) copy.Holds[key] = value;
    }

    private static GridStorage Open(LossyVfs vfs) => new(new StorageOptions { Path = "p2c2r_cloud.db", Vfs = vfs.Name, Exclusive = true });

    private static void CommitBoth(RandomBatches batches, RowBatch rows, MemoryStorage model, GridStorage storage)
    {
        rows.Clear();
        batches.Fill(rows);
        model.Commit(rows);
        Assert.Equal(CommitOutcome.Committed, storage.Commit(rows));
    }

    private static bool TryRead(LossyVfs vfs, out string text)
    {
        text = "";
        try
        {
            using var storage = Open(vfs);
            text = SnapshotText.Of(storage.Load());
            return true;
        }
        catch (P2C2R.Coordinator.Sqlite.SqliteException)
        {
            return false;
        }
    }
}
