using BenchmarkDotNet.Attributes;
using P2C2R.Coordinator.Storage;
using P2C2R.Grid;

namespace P2C2R.Benchmarks;

/// <summary>A commit of the rows of so many ended tasks, its fsync included, on the disk of the current folder.</summary>
[MemoryDiagnoser]
public class StorageBenchmarks : IDisposable
{
    private readonly RowBatch _rows = new();
    private string _folder = "";
    private GridStorage _storage = null!;
    private long _number;

    [Params(1, 16, 256)]
    public int Tasks { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateDirectory(Path.Combine("artifacts", $"storage-{Guid.NewGuid():N}")).FullName;
        _storage = new GridStorage(new StorageOptions { Path = Path.Combine(_folder, "grid.db") });
        _storage.Load();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _storage.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public CommitOutcome Commit()
    {
        _rows.Clear();
        for (var i = 0; i < Tasks; i++) SampleTask.Store(++_number, _rows);
        return _storage.Commit(_rows);
    }
}
