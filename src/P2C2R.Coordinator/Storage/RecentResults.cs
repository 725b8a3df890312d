using P2C2R.Coordinator.Sqlite;
using P2C2R.Grid;

namespace P2C2R.Coordinator.Storage;

/// <summary>
/// Finds results that are too new for the index on disk (<see cref="RecentIndex"/>, which belongs to the writer) for the reader beside it: of those above the
/// index's watermark it remembers the numbers, and reads only what has come since it was last asked.
/// </summary>
/// <param name="connection">The reader's.</param>
internal sealed class RecentResults(SqliteConnection connection)
{
    private readonly SqliteStatement _state = connection.Prepare("SELECT (SELECT value FROM meta WHERE key = 'results_indexed'), (SELECT value FROM meta WHERE key = 'epoch')");
    private readonly SqliteStatement _newer = connection.Prepare("SELECT number, key, output_hash FROM results WHERE number > ?1 ORDER BY number");
    private readonly Dictionary<ResultId, long> _numbers = [];
    private long _indexed;
    private long _epoch;
    private long _seen;

    /// <summary>Takes note of what has come. What isn't found after this is in the index on disk, or not kept any more.</summary>
    public void Refresh()
    {
        _state.Step();
        var (indexed, epoch) = (_state.Integer(0), _state.Integer(1));
        _state.Reset();
        Forget(indexed, epoch);
        _newer.Bind(1, Math.Max(_seen, indexed));
        while (_newer.Step())
        {
            _seen = _newer.Integer(0);
            _numbers[new ResultId(_newer.Hash(1), _newer.Hash(2))] = _seen;
        }
    }

    /// <summary>What is in the index by now; and everything where the writer has started again, as it may give the numbers of deleted rows again.</summary>
    private void Forget(long indexed, long epoch)
    {
        if (epoch != _epoch)
        {
            (_epoch, _seen) = (epoch, 0);
            _numbers.Clear();
        }

        if (indexed == _indexed) return;
        foreach (var (id, number) in _numbers)
        {
            if (number <= indexed) _numbers.Remove(id);
        }

        _indexed = indexed;
    }

    /// <summary>The number of the newest such result, or null.</summary>
    public long? Find(ResultId id) => _numbers.TryGetValue(id, out var number) ? number : null;
}
