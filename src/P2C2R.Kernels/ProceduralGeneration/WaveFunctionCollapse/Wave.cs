using System.Numerics;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>
/// What each cell may still become, kept arc-consistent by support counts (AC-4: R. Mohr, T. C. Henderson, "Arc and path
/// consistency revisited", Artificial Intelligence 28, 1986; for wave function collapse see M. Gumin, 2016, and I. Karth, A. M.
/// Smith, "WaveFunctionCollapse is constraint solving in the wild", FDG 2017). For every cell, direction and pattern it counts
/// the patterns of the neighbour on that side that allow it; at 0 the pattern falls.
///
/// What is unusual: a cell that changed is looked at once for all that it lost, and where it lost more than it kept, its
/// neighbours' counts are made anew from what it kept. Counts are a function of the neighbours' domains, so only domains are
/// remembered for undoing. The order of propagation changes nothing: the fixed point is unique.
/// </summary>
internal sealed class Wave
{
    private const int CellsBetweenChecks = 64;

    private readonly WaveProblem _problem;
    private readonly AdjacencyRules _rules;
    private readonly CancellationToken _cancellation;
    private readonly int _patterns;
    private readonly int _words;

    // What a cell may become, and what its neighbours' counts know of that.
    private readonly ulong[] _domains;
    private readonly ulong[] _known;
    private readonly int[] _remaining;

    // For the cell and the direction in which its supporter looks at it.
    private readonly ushort[] _counts;

    private readonly Queue<int> _changed = new();
    private readonly bool[] _isQueued;
    private readonly WaveTrail _trail;
    private readonly ulong[] _lost;
    private readonly ulong[] _kept;
    private readonly ulong[] _dead;
    private readonly int[] _neighbours;
    private readonly List<int> _touched = [];
    private readonly bool[] _isTouched;
    private bool _isCheaperAnew;
    private bool _contradicted;

    /// <summary>Every cell may become everything that its pins allow and that has a neighbour at all; call <see cref="TryPropagate"/> next.</summary>
    public Wave(WaveProblem problem, CancellationToken cancellation)
    {
        (_problem, _rules, _cancellation) = (problem, problem.Rules, cancellation);
        (_patterns, _words) = (_rules.Count, _rules.Words);
        _domains = new ulong[problem.Cells * _words];
        _known = new ulong[problem.Cells * _words];
        _remaining = new int[problem.Cells];
        _counts = GC.AllocateUninitializedArray<ushort>(problem.Cells * AdjacencyRules.Directions * _patterns);
        _isQueued = new bool[problem.Cells];
        _trail = new WaveTrail(problem.Cells, _words);
        (_lost, _kept, _dead) = (new ulong[_words], new ulong[_words], new ulong[_words]);
        _isTouched = new bool[problem.Cells];
        _neighbours = new int[problem.Cells * AdjacencyRules.Directions];
        Fill();
        Restrict();
    }

    /// <summary>Cells whose domain changed since <see cref="ClearTouched"/>.</summary>
    public IReadOnlyList<int> Touched => _touched;

    /// <summary>The last cell for which no pattern was left, or -1.</summary>
    public int Contradiction { get; private set; } = -1;

    /// <summary>Empties <see cref="Touched"/>.</summary>
    public void ClearTouched()
    {
        foreach (var cell in _touched) _isTouched[cell] = false;
        _touched.Clear();
    }

    /// <summary>Where <see cref="UndoTo"/> may return to: now, before the next decision.</summary>
    public int Mark() => _trail.Mark();

    /// <summary>How many patterns a cell may become.</summary>
    public int Remaining(int cell) => _remaining[cell];

    /// <summary>The lowest pattern that a cell may become.</summary>
    public int First(int cell)
    {
        var word = cell * _words;
        while (_domains[word] == 0) word++;
        return ((word - (cell * _words)) * 64) + BitOperations.TrailingZeroCount(_domains[word]);
    }

    /// <summary>The patterns that a cell may become.</summary>
    public ReadOnlySpan<ulong> Domain(int cell) => _domains.AsSpan(cell * _words, _words);

    /// <summary>Leaves a cell one of its patterns.</summary>
    public void Assign(int cell, int pattern)
    {
        _dead.AsSpan().Fill(ulong.MaxValue);
        _dead[pattern >> 6] ^= 1UL << (pattern & 63);
        Remove(cell, _dead);
    }

    /// <summary>Takes a pattern from a cell.</summary>
    public void Exclude(int cell, int pattern)
    {
        _dead.AsSpan().Clear();
        _dead[pattern >> 6] |= 1UL << (pattern & 63);
        Remove(cell, _dead);
    }

    /// <summary>Removes whatever has lost its support. False where a cell has nothing left: then <see cref="UndoTo"/> must follow, or the end.</summary>
    public bool TryPropagate()
    {
        while (!_contradicted && _changed.TryDequeue(out var cell))
        {
            _isQueued[cell] = false;
            _cancellation.ThrowIfCancellationRequested();
            var domain = Domain(cell);
            var known = _known.AsSpan(cell * _words, _words);
            for (var i = 0; i < _words; i++) (_lost[i], _kept[i], known[i]) = (known[i] & ~domain[i], domain[i], domain[i]);

            // The more by which it lost more than it kept, the more is saved; a look at all counts is what it costs.
            _isCheaperAnew = (Size(_lost) - Size(_kept)) * (long)_rules.MeanNeighbours > _patterns / 4;

            // To the end even where a cell is left with nothing, so that all counts agree with what is known.
            for (var direction = 0; direction < AdjacencyRules.Directions; direction++)
            {
                var neighbour = _neighbours[(cell * AdjacencyRules.Directions) + direction];
                if (neighbour >= 0) Withdraw(neighbour, direction);
            }
        }

        return !_contradicted;
    }

    /// <summary>Everything is again as it was at a mark.</summary>
    public void UndoTo(int mark)
    {
        while (_changed.TryDequeue(out var cell)) _isQueued[cell] = false;
        _contradicted = false;
        while (_trail.Position > mark) Touch(_trail.Pop(_domains));

        // Whatever is undone was touched since the last time that the list was cleared, or just now.
        foreach (var cell in _touched)
        {
            _cancellation.ThrowIfCancellationRequested();
            Return(cell);
        }
    }

    private void Fill()
    {
        var full = new ulong[_words];
        for (var p = 0; p < _patterns; p++) full[p >> 6] |= 1UL << (p & 63);
        var counts = new ushort[AdjacencyRules.Directions * _patterns];
        for (var i = 0; i < counts.Length; i++) counts[i] = (ushort)_rules.Neighbours((i / _patterns) ^ 2, i % _patterns).Length;
        for (var cell = 0; cell < _problem.Cells; cell++)
        {
            if (cell % CellsBetweenChecks == 0) _cancellation.ThrowIfCancellationRequested();
            full.CopyTo(_domains, cell * _words);
            full.CopyTo(_known, cell * _words);
            counts.CopyTo(_counts, (long)cell * counts.Length);
            _remaining[cell] = _patterns;
            Touch(cell);
            for (var direction = 0; direction < AdjacencyRules.Directions; direction++) _neighbours[(cell * AdjacencyRules.Directions) + direction] = _problem.Neighbour(cell, direction);
        }
    }

    /// <summary>Pins, and patterns that nothing may stand beside.</summary>
    private void Restrict()
    {
        foreach (var pin in _problem.Pins)
        {
            for (var i = 0; i < _words; i++) _dead[i] = ~_problem.Domains[pin.Domain][i];
            for (var y = pin.Y; y < pin.Y + pin.Height; y++)
            {
                _cancellation.ThrowIfCancellationRequested();
                for (var x = pin.X; x < pin.X + pin.Width; x++) Remove((y * _problem.Width) + x, _dead);
            }
        }

        for (var direction = 0; direction < AdjacencyRules.Directions; direction++)
        {
            _dead.AsSpan().Clear();
            for (var p = 0; p < _patterns; p++)
            {
                if (_rules.Neighbours(direction, p).IsEmpty) _dead[p >> 6] |= 1UL << (p & 63);
            }

            for (var cell = 0; cell < _problem.Cells; cell++)
            {
                if (cell % CellsBetweenChecks == 0) _cancellation.ThrowIfCancellationRequested();
                if (_neighbours[(cell * AdjacencyRules.Directions) + direction] >= 0) Remove(cell, _dead);
            }
        }
    }

    /// <summary>A neighbour hears that the cell beside it lost <see cref="_lost"/> and kept <see cref="_kept"/>.</summary>
    private void Withdraw(int neighbour, int direction)
    {
        var counts = CountsOf(neighbour, direction);
        _dead.AsSpan().Clear();
        if (_isCheaperAnew)
        {
            counts.Clear();
            Count(counts, _kept, direction);
            var domain = Domain(neighbour);
            for (var word = 0; word < _words; word++)
            {
                for (var bits = domain[word]; bits != 0; bits &= bits - 1)
                {
                    if (counts[(word * 64) + BitOperations.TrailingZeroCount(bits)] == 0) _dead[word] |= bits & (~bits + 1);
                }
            }
        }
        else
        {
            for (var word = 0; word < _words; word++)
            {
                for (var bits = _lost[word]; bits != 0; bits &= bits - 1)
                {
                    foreach (var q in _rules.Neighbours(direction, (word * 64) + BitOperations.TrailingZeroCount(bits)))
                    {
                        if (--counts[q] == 0) _dead[q >> 6] |= 1UL << (q & 63);
                    }
                }
            }
        }

        Remove(neighbour, _dead);
    }

    private void Count(Span<ushort> counts, ReadOnlySpan<ulong> supporters, int direction)
    {
        for (var word = 0; word < _words; word++)
        {
            for (var bits = supporters[word]; bits != 0; bits &= bits - 1)
            {
                foreach (var q in _rules.Neighbours(direction, (word * 64) + BitOperations.TrailingZeroCount(bits))) counts[q]++;
            }
        }
    }

    private void Remove(int cell, ReadOnlySpan<ulong> dead)
    {
        var domain = _domains.AsSpan(cell * _words, _words);
        var overlap = 0UL;
        for (var i = 0; i < _words; i++) overlap |= domain[i] & dead[i];
        if (overlap == 0) return;
        _trail.Remember(cell, domain);
        for (var i = 0; i < _words; i++) domain[i] &= ~dead[i];
        _remaining[cell] = Size(domain);
        Touch(cell);
        if (_remaining[cell] == 0) (_contradicted, Contradiction) = (true, cell);
        if (_isQueued[cell]) return;
        _isQueued[cell] = true;
        _changed.Enqueue(cell);
    }

    private void Touch(int cell)
    {
        if (_isTouched[cell]) return;
        _isTouched[cell] = true;
        _touched.Add(cell);
    }

    /// <summary>The neighbours of a cell hear of what it has again.</summary>
    private void Return(int cell)
    {
        var domain = Domain(cell);
        var known = _known.AsSpan(cell * _words, _words);
        for (var i = 0; i < _words; i++) (_lost[i], known[i]) = (domain[i] & ~known[i], domain[i]);
        _remaining[cell] = Size(domain);
        if (Size(_lost) == 0) return;
        for (var direction = 0; direction < AdjacencyRules.Directions; direction++)
        {
            var neighbour = _neighbours[(cell * AdjacencyRules.Directions) + direction];
            if (neighbour >= 0) Count(CountsOf(neighbour, direction), _lost, direction);
        }
    }

    private Span<ushort> CountsOf(int cell, int direction) => _counts.AsSpan(((cell * AdjacencyRules.Directions) + direction) * _patterns, _patterns);

    private static int Size(ReadOnlySpan<ulong> set)
    {
        var size = 0;
        foreach (var word in set) size += BitOperations.PopCount(word);
        return size;
    }
}
