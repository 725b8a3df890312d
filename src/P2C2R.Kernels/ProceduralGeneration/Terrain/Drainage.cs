namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>
/// Where the water of a whole map goes. Hollows are flooded from the border and the sea inwards (R. Barnes, C. Lehman, D. Mulla,
/// "Priority-Flood: An Optimal Depression-Filling and Watershed-Labeling Algorithm", Computers and Geosciences 2014), which gives
/// each cell a water surface and a way out; each cell then drains to the neighbour to which the surface falls most steeply, or, where
/// it is flat, the way that the flood came. Along these ways (surface, time of flooding) falls, so there is no circle.
/// </summary>
internal sealed class Drainage
{
    /// <summary>The direction of a cell of the sea.</summary>
    public const byte Sea = 8;

    // A cell of the border that drains off the map: this plus half of the direction, which is straight.
    private const byte OffMap = 9;

    private const byte Unknown = 15;
    private const byte DirectionMask = 15;
    private const byte IndegreeStep = 16;
    private const byte DoneFlags = 0xF0;

    // After counting, the upper bits are free for these.
    private const byte SeenFlag = 16;
    private const byte LakeFlag = 32;
    private const byte FilledFlag = 64;

    private const int CheckEvery = 1 << 14;
    private const int ReportEvery = 1 << 18;

    // How far it is after each step, by the time that they take.
    private const double Flooded = 0.5;
    private const double Steepened = 0.65;
    private const double Accumulated = 0.9;

    private readonly CellArea _map;
    private readonly int _seaLevel;
    private readonly ushort[] _heights;
    private readonly ushort[] _surface;
    private readonly byte[] _ways;
    private readonly int[] _numbers;
    private readonly int[] _steps;
    private readonly CancellationToken _cancellation;

    /// <summary>Computes.</summary>
    /// <param name="map">All cells.</param>
    /// <param name="heights">Their heights.</param>
    /// <param name="seaLevel">Cells up to this height are sea; -1 for none.</param>
    /// <param name="lakeCells">Cells that a hollow must have to be a lake.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="progress">Takes fractions.</param>
    public Drainage(CellArea map, ushort[] heights, int seaLevel, int lakeCells, CancellationToken cancellation, Action<double>? progress = null)
    {
        progress ??= static _ => { };
        (_map, _heights, _seaLevel, _cancellation) = (map, heights, seaLevel, cancellation);
        _surface = new ushort[heights.Length];
        _ways = new byte[heights.Length];
        _numbers = new int[heights.Length];
        _steps = [.. Enumerable.Range(0, Directions.Count).Select(d => (Directions.Y[d] * map.Width) + Directions.X[d])];
        Flood(progress);
        Steepen();
        progress(Steepened);
        Accumulate();
        progress(Accumulated);
        FindLakes(lakeCells);
        progress(1);
    }

    /// <summary>Where a cell drains to: a direction, which may lead off the map, or <see cref="Sea"/>.</summary>
    public int Way(int cell)
    {
        var way = _ways[cell] & DirectionMask;
        return way < OffMap ? way : (way - OffMap) * 2;
    }

    /// <summary>Cells that drain through a cell, itself included.</summary>
    public int Catchment(int cell) => _numbers[cell];

    /// <summary>The water's surface over a hollow, the height anywhere else.</summary>
    public ushort Surface(int cell) => _surface[cell];

    /// <summary>Whether a cell lies in a lake.</summary>
    public bool IsLake(int cell) => (_ways[cell] & LakeFlag) != 0;

    /// <summary>Whether a cell lies in a hollow that is too small for a lake, and is filled up to its surface.</summary>
    public bool IsFilled(int cell) => (_ways[cell] & FilledFlag) != 0;

    private void Check(int counter)
    {
        if (counter % CheckEvery == 0) _cancellation.ThrowIfCancellationRequested();
    }

    private void Flood(Action<double> progress)
    {
        var queue = new BucketQueue(_numbers);
        Array.Fill(_ways, Unknown);
        AddShores(queue);
        for (var count = 0; queue.TryTake(out var cell); count++)
        {
            Check(count);
            if (count % ReportEvery == 0) progress(Flooded * count / _ways.Length);
            var (x, y) = (cell % _map.Width, cell / _map.Width);
            var (surface, isInner) = (_surface[cell], IsInner(x, y));
            for (var direction = 0; direction < Directions.Count; direction++)
            {
                if (!isInner && !_map.Contains(x + Directions.X[direction], y + Directions.Y[direction])) continue;
                var next = cell + _steps[direction];
                if (_ways[next] != Unknown) continue;
                _ways[next] = (byte)Directions.Opposite(direction);
                _surface[next] = Math.Max(surface, _heights[next]);
                queue.Add(next, _surface[next]);
            }
        }
    }

    /// <summary>The sea is flooded from the start; so is the border, whose cells drain off the map.</summary>
    private void AddShores(BucketQueue queue)
    {
        for (int cell = 0, y = 0; y < _map.Height; y++)
        {
            Check(y * CheckEvery);
            for (var x = 0; x < _map.Width; x++, cell++)
            {
                var isSea = _heights[cell] <= _seaLevel;
                if (!isSea && IsInner(x, y)) continue;
                _surface[cell] = isSea ? (ushort)_seaLevel : _heights[cell];
                _ways[cell] = isSea ? Sea : (byte)(OffMap + (x == 0 ? 2 : x == _map.Width - 1 ? 0 : y == 0 ? 3 : 1));
                queue.Add(cell, _surface[cell]);
            }
        }
    }

    private void Steepen()
    {
        for (int cell = 0, y = 0; y < _map.Height; y++)
        {
            Check(y * CheckEvery);
            for (var x = 0; x < _map.Width; x++, cell++)
            {
                if (_ways[cell] == Sea) continue;
                var (steepest, isInner) = (0, IsInner(x, y));
                for (var direction = 0; direction < Directions.Count; direction++)
                {
                    if (!isInner && !_map.Contains(x + Directions.X[direction], y + Directions.Y[direction])) continue;

                    // A diagonal is sqrt(2) longer: 362 / 256.
                    var fall = (_surface[cell] - _surface[cell + _steps[direction]]) * ((direction & 1) == 0 ? 362 : 256);
                    if (fall <= steepest) continue;
                    steepest = fall;
                    _ways[cell] = (byte)direction;
                }
            }
        }
    }

    private bool IsInner(int x, int y) => x > 0 && y > 0 && x < _map.Width - 1 && y < _map.Height - 1;

    private int Downstream(int cell)
    {
        var way = _ways[cell] & DirectionMask;
        return way < Sea ? cell + _steps[way] : -1;
    }

    /// <summary>From the springs down: a cell passes its sum on once all that drain into it have.</summary>
    private void Accumulate()
    {
        for (var cell = 0; cell < _ways.Length; cell++)
        {
            Check(cell);
            _numbers[cell] = 1;
            var next = Downstream(cell);
            if (next >= 0) _ways[next] += IndegreeStep;
        }

        for (var spring = 0; spring < _ways.Length; spring++)
        {
            Check(spring);
            for (var cell = spring; cell >= 0 && _ways[cell] < IndegreeStep;)
            {
                // No number of inflows, so this cell is passed on once.
                _ways[cell] |= DoneFlags;
                var next = Downstream(cell);
                if (next < 0) break;
                _numbers[next] += _numbers[cell];
                _ways[next] -= IndegreeStep;
                cell = next;
            }
        }

        for (var cell = 0; cell < _ways.Length; cell++)
        {
            Check(cell);
            _ways[cell] &= DirectionMask;
        }
    }

    private void FindLakes(int lakeCells)
    {
        var hollow = new List<int>();
        for (var cell = 0; cell < _ways.Length; cell++)
        {
            Check(cell);
            if (!IsNewHollow(cell, _surface[cell])) continue;
            Collect(cell, hollow);
            var flag = hollow.Count >= lakeCells ? LakeFlag : FilledFlag;
            for (var i = 0; i < hollow.Count; i++)
            {
                Check(i);
                _ways[hollow[i]] |= flag;
            }
        }
    }

    private bool IsNewHollow(int cell, ushort surface) => _surface[cell] == surface && surface > _heights[cell] && (_ways[cell] & (SeenFlag | DirectionMask)) < Sea;

    /// <summary>The cells of a hollow: those under one surface that touch each other at a side.</summary>
    private void Collect(int first, List<int> hollow)
    {
        hollow.Clear();
        hollow.Add(first);
        _ways[first] |= SeenFlag;
        var surface = _surface[first];
        for (var i = 0; i < hollow.Count; i++)
        {
            Check(i);
            var (x, y) = (hollow[i] % _map.Width, hollow[i] / _map.Width);
            for (var direction = 0; direction < Directions.Count; direction += 2)
            {
                var (nextX, nextY) = (x + Directions.X[direction], y + Directions.Y[direction]);
                if (!_map.Contains(nextX, nextY)) continue;
                var next = (nextY * _map.Width) + nextX;
                if (!IsNewHollow(next, surface)) continue;
                _ways[next] |= SeenFlag;
                hollow.Add(next);
            }
        }
    }
}
