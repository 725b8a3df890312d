namespace P2C2R.Cli.Bench.Waves;

/// <summary>
/// Wave function collapse written down as M. Gumin describes it (2016), with nothing clever: booleans and support counts for every
/// cell and pattern, a stack of single removals, a look at all cells for the least entropy, and from the start again after a
/// contradiction. What the benchmark compares with.
/// </summary>
/// <param name="rules">The patterns.</param>
/// <param name="width">Cells in a row.</param>
/// <param name="height">Rows.</param>
/// <param name="periodic">Whether the map wraps around.</param>
internal sealed class PlainWave(PlainRules rules, int width, int height, bool periodic)
{
    private readonly int _patterns = rules.Weights.Length;
    private readonly bool[][] _wave = [.. Enumerable.Range(0, width * height).Select(_ => new bool[rules.Weights.Length])];
    private readonly int[][][] _supports = [.. Enumerable.Range(0, width * height).Select(_ => Enumerable.Range(0, rules.Weights.Length).Select(_ => new int[4]).ToArray())];
    private readonly int[] _left = new int[width * height];
    private readonly double[] _sums = new double[width * height];
    private readonly double[] _logarithms = new double[width * height];
    private readonly double[] _entropies = new double[width * height];
    private readonly double[] _weightedLogarithms = [.. rules.Weights.Select(static w => w * Math.Log(w))];
    private readonly Stack<(int Cell, int Pattern)> _removed = new();

    /// <summary>Tries until a map is there.</summary>
    /// <returns>How often it had to start again; -1 where none of <paramref name="attempts"/> came to an end.</returns>
    public int Solve(int seed, int attempts)
    {
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            if (TrySolve(new Random((seed * 1000) + attempt))) return attempt;
        }

        return -1;
    }

    private bool TrySolve(Random random)
    {
        Clear();
        BanUnsupported();
        if (!TryPropagate()) return false;
        while (LeastEntropy(random) is >= 0 and var cell)
        {
            var chosen = Draw(cell, random);
            for (var pattern = 0; pattern < _patterns; pattern++)
            {
                if (_wave[cell][pattern] && pattern != chosen) Ban(cell, pattern);
            }

            if (!TryPropagate()) return false;
        }

        return true;
    }

    private void Clear()
    {
        for (var cell = 0; cell < _wave.Length; cell++)
        {
            for (var pattern = 0; pattern < _patterns; pattern++)
            {
                _wave[cell][pattern] = true;
                for (var direction = 0; direction < 4; direction++) _supports[cell][pattern][direction] = rules.Neighbours[direction ^ 2][pattern].Length;
            }

            _left[cell] = _patterns;
            _sums[cell] = rules.Weights.Sum();
            _logarithms[cell] = _weightedLogarithms.Sum();
            _entropies[cell] = Math.Log(_sums[cell]) - (_logarithms[cell] / _sums[cell]);
        }

        _removed.Clear();
    }

    /// <summary>Patterns of a sample's edge, which nothing may stand beside.</summary>
    private void BanUnsupported()
    {
        for (var cell = 0; cell < _wave.Length; cell++)
        {
            for (var direction = 0; direction < 4; direction++)
            {
                if (Neighbour(cell, direction) < 0) continue;
                for (var pattern = 0; pattern < _patterns; pattern++)
                {
                    if (_wave[cell][pattern] && rules.Neighbours[direction][pattern].Length == 0) Ban(cell, pattern);
                }
            }
        }
    }

    private int LeastEntropy(Random random)
    {
        var (best, least) = (-1, double.MaxValue);
        for (var cell = 0; cell < _wave.Length; cell++)
        {
            if (_left[cell] <= 1 || _entropies[cell] > least) continue;
            var noisy = _entropies[cell] + (1e-6 * random.NextDouble());
            if (noisy < least) (best, least) = (cell, noisy);
        }

        return best;
    }

    private int Draw(int cell, Random random)
    {
        var left = random.NextDouble() * _sums[cell];
        var last = -1;
        for (var pattern = 0; pattern < _patterns; pattern++)
        {
            if (!_wave[cell][pattern]) continue;
            last = pattern;
            left -= rules.Weights[pattern];
            if (left < 0) break;
        }

        return last;
    }

    private bool TryPropagate()
    {
        while (_removed.TryPop(out var removed))
        {
            for (var direction = 0; direction < 4; direction++)
            {
                var neighbour = Neighbour(removed.Cell, direction);
                if (neighbour < 0) continue;
                foreach (var pattern in rules.Neighbours[direction][removed.Pattern])
                {
                    if (--_supports[neighbour][pattern][direction] == 0 && _wave[neighbour][pattern]) Ban(neighbour, pattern);
                }
            }
        }

        return Array.TrueForAll(_left, static left => left > 0);
    }

    private void Ban(int cell, int pattern)
    {
        _wave[cell][pattern] = false;
        _removed.Push((cell, pattern));
        _left[cell]--;
        _sums[cell] -= rules.Weights[pattern];
        _logarithms[cell] -= _weightedLogarithms[pattern];
        _entropies[cell] = Math.Log(_sums[cell]) - (_logarithms[cell] / _sums[cell]);
    }

    private int Neighbour(int cell, int direction)
    {
        var (x, y) = ((cell % width) + (direction == 0 ? 1 : direction == 2 ? -1 : 0), (cell / width) + (direction == 1 ? 1 : direction == 3 ? -1 : 0));
        if (!periodic && (x < 0 || x >= width || y < 0 || y >= height)) return -1;
        return ((y + height) % height * width) + ((x + width) % width);
    }
}
