using P2C2R.Protocol;

namespace P2C2R.Peer.Attempts;

/// <summary>All attempts at hand. Safe for threads.</summary>
internal sealed class AttemptBook
{
    /// <summary>Attempts that are waited for at most: a coordinator that leases more is not believed.</summary>
    public const int MaxUnfinished = 16_384;

    /// <summary>Answers that are kept at most until they are settled.</summary>
    private const int MaxFinished = 65_536;

    /// <summary>How long an answer is kept without a word from the coordinator.</summary>
    private const long KeepFinishedMs = 10 * 60_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<AttemptId, Attempt> _attempts = [];
    private readonly Queue<AttemptId> _finished = new();
    private int _unfinished;

    /// <summary>Attempts not answered yet.</summary>
    public int Unfinished => Volatile.Read(ref _unfinished);

    /// <summary>Attempts at hand, answered ones too.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _attempts.Count;
        }
    }

    public Attempt? Find(AttemptId id)
    {
        lock (_lock) return _attempts.GetValueOrDefault(id);
    }

    /// <summary>False where there are too many or it is here already.</summary>
    public bool TryAdd(Attempt attempt)
    {
        lock (_lock)
        {
            if (_unfinished >= MaxUnfinished || !_attempts.TryAdd(attempt.Id, attempt)) return false;
            _unfinished++;
            return true;
        }
    }

    /// <summary>Notes its answer; false where it was cancelled meanwhile.</summary>
    public bool Finish(Attempt attempt, AttemptDone done)
    {
        Attempt? forgotten = null;
        lock (_lock)
        {
            if (!_attempts.ContainsKey(attempt.Id) || attempt.Done is not null) return false;
            attempt.Done = done;
            attempt.Deadline = Math.Max(attempt.Deadline, Environment.TickCount64 + KeepFinishedMs);
            _unfinished--;
            _finished.Enqueue(attempt.Id);
            while (_finished.TryPeek(out var oldest))
            {
                var settled = !_attempts.TryGetValue(oldest, out var kept);
                if (!settled && _finished.Count <= MaxFinished) break;
                _finished.Dequeue();
                if (settled) continue;
                _attempts.Remove(oldest);
                forgotten = kept;
            }
        }

        forgotten?.Release(output: true);
        return true;
    }

    /// <summary>Forgets an attempt and returns it; null where it isn't here.</summary>
    public Attempt? Remove(AttemptId id)
    {
        lock (_lock)
        {
            if (!_attempts.Remove(id, out var attempt)) return null;
            if (attempt.Done is null) _unfinished--;
            return attempt;
        }
    }

    /// <summary>Those not answered yet.</summary>
    public List<Attempt> ListUnfinished()
    {
        lock (_lock) return [.. _attempts.Values.Where(a => a.Done is null)];
    }

    /// <summary>Those answered, in the order of their answers.</summary>
    public List<Attempt> ListFinished()
    {
        lock (_lock) return [.. _finished.Select(id => _attempts.GetValueOrDefault(id)).OfType<Attempt>()];
    }

    /// <summary>Those whose time is over.</summary>
    public List<Attempt> ListExpired(long now)
    {
        lock (_lock) return [.. _attempts.Values.Where(a => a.Deadline < now)];
    }

    /// <summary>A heartbeat went out: these leases go on.</summary>
    public static void Renew(IEnumerable<Attempt> attempts)
    {
        var now = Environment.TickCount64;
        foreach (var attempt in attempts) attempt.Deadline = Math.Max(attempt.Deadline, now + attempt.LeaseMs);
    }
}
