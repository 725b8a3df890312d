using System.Numerics;

namespace P2C2R.Kernels.Pathfinding.Crowds;

/// <summary>
/// For each cell the first step of a shortest path to one goal: whoever follows them from anywhere walks optimally. Of several such steps
/// it is the one with the lowest direction, so the field is a function of map and goal.
/// </summary>
internal sealed class FlowField
{
    /// <summary>The goal's cell.</summary>
    public const byte AtGoal = 8;

    /// <summary>A blocked cell, or one from which there is no way.</summary>
    public const byte NoWay = 15;

    private const int CellsPerCancellationCheck = 1 << 16;
    private const int RowsPerCancellationCheck = 64;

    private readonly byte[] _directions;
    private readonly int[] _offsets = new int[8];

    private FlowField(GridMap map, (int X, int Y) goal)
    {
        Map = map;
        Goal = goal;
        _directions = new byte[map.FramedCells];
        Array.Fill(_directions, NoWay);
        for (var direction = 0; direction < 8; direction++)
        {
            var (x, y) = PathRuns.Step(direction);
            _offsets[direction] = (y * map.RowWords * 64) + x;
        }
    }

    /// <summary>The map.</summary>
    public GridMap Map { get; }

    /// <summary>The goal, unframed; it may lie off the map or be blocked, and then there is no way from anywhere.</summary>
    public (int X, int Y) Goal { get; }

    private bool HasGoal => Map.Contains(Goal.X, Goal.Y) && Map.IsFree(Goal.X + 1, Goal.Y + 1);

    /// <summary>The first step from a framed cell (a direction of <see cref="PathRuns"/>), <see cref="AtGoal"/> or <see cref="NoWay"/>.</summary>
    public byte this[int x, int y] => _directions[Map.Index(x, y)];

    /// <summary>Integrates costs outwards from a goal and takes from each cell a step down.</summary>
    /// <param name="map">The map.</param>
    /// <param name="goal">The goal, unframed.</param>
    /// <param name="progress">Takes fractions.</param>
    /// <param name="cancellation">Ends it.</param>
    public static FlowField Compute(GridMap map, (int X, int Y) goal, Action<double> progress, CancellationToken cancellation)
    {
        var field = new FlowField(map, goal);
        if (!field.HasGoal) return field;
        var costs = field.Integrate(progress, cancellation);
        field.TakeSteps(costs, cancellation);
        return field;
    }

    /// <summary>A field that somebody else computed: whether every step can be made and all of them lead to the goal. Null where not.</summary>
    /// <param name="map">The map.</param>
    /// <param name="goal">The goal, unframed.</param>
    /// <param name="directionAt">What it says of cell (x, y), unframed.</param>
    /// <param name="cancellation">Ends it.</param>
    public static FlowField? TryTake(GridMap map, (int X, int Y) goal, Func<int, int, byte> directionAt, CancellationToken cancellation)
    {
        var field = new FlowField(map, goal);
        for (var y = 1; y <= map.Height; y++)
        {
            if (y % RowsPerCancellationCheck == 0) cancellation.ThrowIfCancellationRequested();
            for (var x = 1; x <= map.Width; x++)
            {
                var direction = directionAt(x - 1, y - 1);
                if (!field.IsPossible(x, y, direction)) return null;
                field._directions[map.Index(x, y)] = direction;
            }
        }

        return field.LeadsToGoal(cancellation) ? field : null;
    }

    /// <summary>Follows the field from a framed cell from which there is a way; receives the path.</summary>
    public void Follow(int x, int y, List<(int Direction, int Steps)> runs)
    {
        runs.Clear();
        var cell = Map.Index(x, y);
        for (var direction = _directions[cell]; direction < AtGoal;)
        {
            var steps = 0;
            var offset = _offsets[direction];
            byte next;
            do
            {
                cell += offset;
                steps++;
                next = _directions[cell];
            }
            while (next == direction);
            runs.Add((direction, steps));
            direction = next;
        }
    }

    /// <summary>
    /// Dijkstra's algorithm without a heap: cells wait in buckets as wide as the cheapest step (Dial 1969, Denardo and Fox 1979). No cell of the
    /// bucket at hand can be reached more cheaply through another of it, so all of them are settled, in any order.
    /// </summary>
    private long[] Integrate(Action<double> progress, CancellationToken cancellation)
    {
        var costs = new long[Map.FramedCells];
        Array.Fill(costs, long.MaxValue);
        var buckets = new CellBuckets();
        var goal = Map.Index(Goal.X + 1, Goal.Y + 1);
        costs[goal] = 0;
        buckets.Add(0, goal);
        var row = Map.RowWords * 64;
        var (settled, all) = (0, Map.CountFree());
        for (var bucket = 0L; buckets.Count > 0; bucket++)
        {
            foreach (var cell in buckets.Take(bucket))
            {
                // Cells that were reached more cheaply since wait in an earlier bucket too.
                var cost = costs[cell];
                if (cost / GridCost.Straight != bucket) continue;
                if (++settled % CellsPerCancellationCheck == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress(Math.Min(1, (double)settled / all));
                }

                for (int steps = StepTable.From(Map, cell % row, cell / row); steps != 0; steps &= steps - 1)
                {
                    var direction = BitOperations.TrailingZeroCount(steps);
                    var next = cell + _offsets[direction];
                    var reached = cost + (PathRuns.IsDiagonal(direction) ? GridCost.Diagonal : GridCost.Straight);
                    if (costs[next] <= reached) continue;
                    costs[next] = reached;
                    buckets.Add(reached / GridCost.Straight, next);
                }
            }
        }

        return costs;
    }

    private void TakeSteps(long[] costs, CancellationToken cancellation)
    {
        for (var y = 1; y <= Map.Height; y++)
        {
            if (y % RowsPerCancellationCheck == 0) cancellation.ThrowIfCancellationRequested();
            for (var x = 1; x <= Map.Width; x++)
            {
                var cell = Map.Index(x, y);
                if (costs[cell] != long.MaxValue) _directions[cell] = StepFrom(costs, x, y, cell);
            }
        }
    }

    private byte StepFrom(long[] costs, int x, int y, int cell)
    {
        for (int steps = StepTable.From(Map, x, y); steps != 0; steps &= steps - 1)
        {
            var direction = BitOperations.TrailingZeroCount(steps);
            if (costs[cell + _offsets[direction]] + (PathRuns.IsDiagonal(direction) ? GridCost.Diagonal : GridCost.Straight) == costs[cell]) return (byte)direction;
        }

        return AtGoal;
    }

    private bool IsPossible(int x, int y, byte direction)
    {
        if (direction == NoWay) return true;
        if (!Map.IsFree(x, y)) return false;
        return direction == AtGoal ? (x - 1, y - 1) == Goal : direction < AtGoal && ((StepTable.From(Map, x, y) >> direction) & 1) != 0;
    }

    /// <summary>Whether nobody goes round in circles or comes to where there is no way; follows each cell once.</summary>
    private bool LeadsToGoal(CancellationToken cancellation)
    {
        // 0 unknown, 1 on the way at hand, 2 leads to the goal.
        var states = new byte[_directions.Length];
        var way = new List<int>();
        for (var start = 0; start < states.Length; start++)
        {
            if (start % CellsPerCancellationCheck == 0) cancellation.ThrowIfCancellationRequested();
            if (_directions[start] == NoWay) continue;
            var cell = start;
            for (; states[cell] == 0 && _directions[cell] != AtGoal; cell += _offsets[_directions[cell]])
            {
                if (_directions[cell] == NoWay) return false;
                states[cell] = 1;
                way.Add(cell);
            }

            if (states[cell] == 1) return false;
            foreach (var passed in way) states[passed] = 2;
            way.Clear();
        }

        return true;
    }
}
