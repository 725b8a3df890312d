using System.Numerics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>
/// Wave function collapse with backtracking: the cell of least entropy gets one of its patterns, by weight; what follows from
/// that is propagated; a contradiction takes the last decision back and excludes its pattern. Where that doesn't help for a
/// while, more and more decisions are taken back at once. Every number is an integer, every choice a function of (seed, variant, decision).
/// </summary>
internal sealed class WaveSolver
{
    // After so many failures without progress a growing number of decisions is undone, this many at first.
    private const int Patience = 32;
    private const int FirstRetreat = 16;
    private const int DecisionsBetweenReports = 64;
    private const int CellsBetweenChecks = 1024;

    private const int NoiseBits = 31;

    private readonly WaveProblem _problem;
    private readonly int _variant;
    private readonly int _maxBacktracks;
    private readonly SliceExecution _slice;
    private readonly Wave _wave;
    private readonly EntropyQueue _undecided;
    private readonly long[] _weightedLogarithms;
    private readonly Stack<(int Cell, int Pattern, int Mark)> _decisions = new();

    private long _draws;
    private int _backtracks;
    private int _leastUndecided = int.MaxValue;
    private int _failures;
    private int _retreat = FirstRetreat;

    /// <summary>Prepares.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="variant">Which of its solutions: a part of every random number.</param>
    /// <param name="maxBacktracks">Decisions that it may undo.</param>
    /// <param name="slice">For progress and cancellation.</param>
    public WaveSolver(WaveProblem problem, int variant, int maxBacktracks, SliceExecution slice)
    {
        (_problem, _variant, _maxBacktracks, _slice) = (problem, variant, maxBacktracks, slice);
        _wave = new Wave(problem, slice.Cancellation);
        _undecided = new EntropyQueue(problem.Cells);
        _weightedLogarithms = [.. problem.Rules.Weights.Select(static w => w * FixedLogarithm.Log2(w))];
    }

    /// <summary>Solves; once.</summary>
    public WaveAnswer Solve()
    {
        if (!_wave.TryPropagate()) return Failed(WaveStatus.Impossible);
        Requeue();
        while (_undecided.Count > 0)
        {
            _slice.Cancellation.ThrowIfCancellationRequested();
            if (_draws % DecisionsBetweenReports == 0) _slice.Progress(1 - ((double)_undecided.Count / _problem.Cells));
            Decide();
            if (!_wave.TryPropagate() && Recover() is { } failure) return Failed(failure);
            Requeue();
        }

        var patterns = new ushort[_problem.Cells];
        for (var cell = 0; cell < patterns.Length; cell++) patterns[cell] = (ushort)_wave.First(cell);
        return new WaveAnswer(WaveStatus.Solved, _backtracks, _wave.Contradiction, patterns);
    }

    private WaveAnswer Failed(WaveStatus status) => new(status, _backtracks, _wave.Contradiction, []);

    private void Decide()
    {
        var cell = _undecided.First;
        var pattern = Draw(cell);
        _decisions.Push((cell, pattern, _wave.Mark()));
        _wave.Assign(cell, pattern);
    }

    private int Draw(int cell)
    {
        var weights = _problem.Rules.Weights;
        var domain = _wave.Domain(cell);
        var (sum, _) = Weigh(domain);
        var left = CounterRandom.Below(sum, _problem.Seed, _variant, _draws++);
        for (var word = 0; word < domain.Length; word++)
        {
            for (var bits = domain[word]; bits != 0; bits &= bits - 1)
            {
                var pattern = (word * 64) + BitOperations.TrailingZeroCount(bits);
                left -= weights[pattern];
                if (left < 0) return pattern;
            }
        }

        throw new InvalidOperationException("the weights of a domain don't add up");
    }

    /// <summary>Takes decisions back until nothing contradicts; says why where that can't be done.</summary>
    private WaveStatus? Recover()
    {
        do
        {
            if (_decisions.Count == 0) return WaveStatus.Impossible;
            if (_backtracks >= _maxBacktracks) return WaveStatus.GaveUp;
            _slice.Cancellation.ThrowIfCancellationRequested();
            if (++_failures > Patience && _decisions.Count > 1)
            {
                Retreat();
                return null;
            }

            _backtracks++;
            var (cell, pattern, mark) = _decisions.Pop();
            _wave.UndoTo(mark);
            _wave.Exclude(cell, pattern);
        }
        while (!_wave.TryPropagate());
        return null;
    }

    /// <summary>Takes many decisions back and forgets what was learnt below them; other random numbers follow.</summary>
    private void Retreat()
    {
        var count = Math.Min(_retreat, Math.Min(_decisions.Count, _maxBacktracks - _backtracks));
        for (var i = 1; i < count; i++) _decisions.Pop();
        _wave.UndoTo(_decisions.Pop().Mark);
        _backtracks += count;
        _failures = 0;
        _retreat = Math.Min(2 * _retreat, _problem.Cells);
    }

    private void Requeue()
    {
        for (var i = 0; i < _wave.Touched.Count; i++)
        {
            if (i % CellsBetweenChecks == CellsBetweenChecks - 1) _slice.Cancellation.ThrowIfCancellationRequested();
            var cell = _wave.Touched[i];
            if (_wave.Remaining(cell) > 1) _undecided.Set(cell, Key(cell));
            else _undecided.Remove(cell);
        }

        _wave.ClearTouched();
        if (_undecided.Count >= _leastUndecided) return;
        (_leastUndecided, _failures, _retreat) = (_undecided.Count, 0, FirstRetreat);
    }

    /// <summary>Shannon's entropy in the upper bits, a random number in the lower ones, so that no order of cells is preferred.</summary>
    private ulong Key(int cell)
    {
        var (sum, logarithms) = Weigh(_wave.Domain(cell));
        var entropy = Math.Max(0, FixedLogarithm.Log2(sum) - (logarithms / sum));
        var noise = CounterRandom.Bits(_problem.Seed, ~_variant, cell) >> (64 - NoiseBits);
        return ((ulong)entropy << NoiseBits) | noise;
    }

    private (long Sum, long Logarithms) Weigh(ReadOnlySpan<ulong> domain)
    {
        var (sum, logarithms) = (0L, 0L);
        for (var word = 0; word < domain.Length; word++)
        {
            for (var bits = domain[word]; bits != 0; bits &= bits - 1)
            {
                var pattern = (word * 64) + BitOperations.TrailingZeroCount(bits);
                sum += _problem.Rules.Weights[pattern];
                logarithms += _weightedLogarithms[pattern];
            }
        }

        return (sum, logarithms);
    }
}
