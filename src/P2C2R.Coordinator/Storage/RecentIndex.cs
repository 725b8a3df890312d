using P2C2R.Coordinator.Sqlite;

namespace P2C2R.Coordinator.Storage;

/// <summary>
/// Finds rows by a hash without paying a random page for each row that is written: an index of random keys on disk would
/// dirty one page a row, which at a million rows is most of the cost of a commit. New entries stay in memory; when there
/// are <see cref="Generation"/> of them they are sorted, and each later commit writes a stretch of neighbours to the table
/// on disk (the merge of O'Neil et al., "The log-structured merge-tree", 1996, with one level). After a start the rows
/// above the watermark are read again.
/// </summary>
/// <remarks>Hashes of 64 bits collide when somebody works at it; every candidate's row is compared by the caller.</remarks>
internal sealed class RecentIndex
{
    /// <summary>Entries in memory before they are merged; at most twice as many are held.</summary>
    public const int Generation = 65_536;

    /// <summary>Entries that are merged at a time, at least: neighbours share pages, and most small commits then have none to write.</summary>
    private const int LeastMerge = 64;

    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _mark;
    private Dictionary<long, long> _fresh = [];
    private Dictionary<long, long> _merging = [];
    private (long Hash, long Number)[] _sorted = [];
    private int _merged;
    private int _added;
    private long _highest;
    private long _highestMerging;

    /// <summary>An index over one table.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="table">Table of the entries on disk: (hash, number).</param>
    /// <param name="watermark">Key in <c>meta</c>: rows up to this number are all on disk.</param>
    public RecentIndex(SqliteConnection connection, string table, string watermark)
    {
        _insert = connection.Prepare($"INSERT OR IGNORE INTO {table}(hash, number) VALUES (?1, ?2)");
        _delete = connection.Prepare($"DELETE FROM {table} WHERE hash = ?1 AND number = ?2");
        _find = connection.Prepare($"SELECT number FROM {table} WHERE hash = ?1 ORDER BY number DESC LIMIT 16");
        _mark = connection.Prepare($"UPDATE meta SET value = ?1 WHERE key = '{watermark}'");
    }

    /// <summary>Adds a row that is being inserted, or one above the watermark after a start.</summary>
    public void Add(long hash, long number)
    {
        _added++;
        _highest = Math.Max(_highest, number);
        if (_fresh.TryGetValue(hash, out var older)) _insert.Bind(1, hash).Bind(2, older).Run();
        _fresh[hash] = number;
    }

    /// <summary>Removes a row that is being deleted.</summary>
    public void Remove(long hash, long number)
    {
        if (_fresh.TryGetValue(hash, out var fresh) && fresh == number) _fresh.Remove(hash);
        if (_merging.TryGetValue(hash, out var merging) && merging == number) _merging.Remove(hash);
        _delete.Bind(1, hash).Bind(2, number).Run();
    }

    /// <summary>Adds the numbers of all rows with this hash, newest first.</summary>
    public void Find(long hash, List<long> numbers)
    {
        if (_fresh.TryGetValue(hash, out var fresh)) numbers.Add(fresh);
        if (_merging.TryGetValue(hash, out var merging)) numbers.Add(merging);
        _find.Bind(1, hash);
        while (_find.Step()) numbers.Add(_find.Integer(0));
    }

    /// <summary>Goes on merging, inside the transaction of a commit: twice as fast as entries come, so that it ends in time.</summary>
    public void Merge()
    {
        if (_merged < _sorted.Length)
        {
            if (2 * _added < LeastMerge) return;
            MergeSome();
        }
        else if (_fresh.Count >= Generation)
        {
            BeginMerge();
        }

        _added = 0;
    }

    private void BeginMerge()
    {
        (_merging, _fresh) = (_fresh, _merging);
        _fresh.Clear();
        _sorted = new (long, long)[_merging.Count];
        var i = 0;
        foreach (var (hash, number) in _merging) _sorted[i++] = (hash, number);
        Array.Sort(_sorted);
        _merged = 0;
        _highestMerging = _highest;
    }

    private void MergeSome()
    {
        var end = Math.Min(_sorted.Length, _merged + (2 * _added));
        for (; _merged < end; _merged++)
        {
            var (hash, number) = _sorted[_merged];
            if (_merging.ContainsKey(hash)) _insert.Bind(1, hash).Bind(2, number).Run();
        }

        if (_merged < _sorted.Length) return;
        _mark.Bind(1, _highestMerging).Run();
        _sorted = [];
        _merged = 0;
        _merging.Clear();
    }
}
