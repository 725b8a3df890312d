namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// Optimal paths by jump point search (Harabor and Grastien 2011, "Online Graph Pruning for Pathfinding on Grid Maps") in its
/// form without corner cutting, with block-based scanning and without intermediate diagonal jump points (Harabor and Grastien
/// 2014). Keeps its arrays from search to search. One search at a time; coordinates are framed (<see cref="GridMap"/>).
/// </summary>
internal sealed class JumpPointSearch
{
    // A node's stamp: generation, then whether it is closed, then the direction in which it was reached.
    private const int GenerationShift = 3;
    private const uint MaxGeneration = uint.MaxValue >> GenerationShift;
    private const uint Closed = 4;
    private const uint DirectionMask = 3;
    private const uint East = 0;
    private const uint South = 1;
    private const uint West = 2;
    private const uint North = 3;

    private readonly OpenList _open = new();
    private Node[] _nodes = [];
    private uint _generation;

    private GridMap _map = null!;
    private int _goalX;
    private int _goalY;
    private int _fromX;
    private int _fromY;
    private int _from;
    private long _fromCost;

    /// <summary>Finds a shortest path between two free cells.</summary>
    /// <param name="map">The map.</param>
    /// <param name="start">Where it begins, x and y.</param>
    /// <param name="goal">Where it ends.</param>
    /// <param name="jumpPoints">Receives the path from goal to start; between two of them, seen from the one nearer to the start, lie diagonal steps first and then straight ones.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFind(GridMap map, (int X, int Y) start, (int X, int Y) goal, List<(int X, int Y)> jumpPoints, CancellationToken cancellation)
    {
        Begin(map, goal);
        jumpPoints.Clear();
        Expand(start, null);
        if (start == goal) _open.Clear();
        while (_open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var cell = _open.Pop();
            ref var node = ref _nodes[cell];
            if ((node.Stamp & Closed) != 0) continue;
            node.Stamp |= Closed;
            var (y, x) = Math.DivRem(cell, map.RowWords * 64);
            if (x == goal.X && y == goal.Y) break;
            Expand((x, y), node.Stamp & DirectionMask);
        }

        return TraceBack(map.Index(start.X, start.Y), map.Index(goal.X, goal.Y), jumpPoints);
    }

    private void Begin(GridMap map, (int X, int Y) goal)
    {
        if (_nodes.Length < map.FramedCells || _generation == MaxGeneration)
        {
            _nodes = new Node[Math.Max(_nodes.Length, map.FramedCells)];
            _generation = 0;
        }

        _generation++;
        _open.Clear();
        _map = map;
        (_goalX, _goalY) = goal;
    }

    private void Expand((int X, int Y) cell, uint? direction)
    {
        (_fromX, _fromY) = cell;
        _from = _map.Index(cell.X, cell.Y);
        if (direction is null) ExpandStart();
        else if (direction is East or West) ExpandHorizontal(direction == East ? 1 : -1);
        else ExpandVertical(direction == South ? 1 : -1);
    }

    private void ExpandStart()
    {
        _fromCost = 0;
        _nodes[_from] = new Node(0, _from, (_generation << GenerationShift) | Closed);
        for (var step = -1; step <= 1; step += 2)
        {
            JumpHorizontal(_fromX, _fromY, step);
            JumpVertical(_fromX, _fromY, step);
            JumpDiagonal(step, -1);
            JumpDiagonal(step, 1);
        }
    }

    private void ExpandHorizontal(int step)
    {
        _fromCost = _nodes[_from].Cost;
        JumpHorizontal(_fromX, _fromY, step);
        for (var side = -1; side <= 1; side += 2)
        {
            if (_map.IsFree(_fromX - step, _fromY + side) || !_map.IsFree(_fromX, _fromY + side)) continue;
            JumpVertical(_fromX, _fromY, side);
            JumpDiagonal(step, side);
        }
    }

    private void ExpandVertical(int step)
    {
        _fromCost = _nodes[_from].Cost;
        JumpVertical(_fromX, _fromY, step);
        for (var side = -1; side <= 1; side += 2)
        {
            if (_map.IsFree(_fromX + side, _fromY - step) || !_map.IsFree(_fromX + side, _fromY)) continue;
            JumpHorizontal(_fromX, _fromY, side);
            JumpDiagonal(side, step);
        }
    }

    private void JumpHorizontal(int x, int y, int step)
    {
        var goal = y == _goalY ? _goalX : LineScan.None;
        var to = step > 0 ? LineScan.Forward(_map.Rows, _map.RowWords, y, x, goal) : LineScan.Backward(_map.Rows, _map.RowWords, y, x, goal);
        if (to != LineScan.None) Reach(to, y, step > 0 ? East : West);
    }

    private void JumpVertical(int x, int y, int step)
    {
        var goal = x == _goalX ? _goalY : LineScan.None;
        var to = step > 0 ? LineScan.Forward(_map.Columns, _map.ColumnWords, x, y, goal) : LineScan.Backward(_map.Columns, _map.ColumnWords, x, y, goal);
        if (to != LineScan.None) Reach(x, to, step > 0 ? South : North);
    }

    private void JumpDiagonal(int stepX, int stepY)
    {
        var x = _fromX;
        var y = _fromY;
        while (_map.IsFree(x + stepX, y) && _map.IsFree(x, y + stepY) && _map.IsFree(x + stepX, y + stepY))
        {
            x += stepX;
            y += stepY;
            if (x == _goalX && y == _goalY)
            {
                Reach(x, y, East);
                return;
            }

            JumpHorizontal(x, y, stepX);
            JumpVertical(x, y, stepY);
        }
    }

    private void Reach(int x, int y, uint direction)
    {
        var cost = _fromCost + GridCost.Octile(x - _fromX, y - _fromY);
        var cell = _map.Index(x, y);
        ref var node = ref _nodes[cell];
        if (node.Stamp >> GenerationShift == _generation && node.Cost <= cost) return;
        node = new Node(cost, _from, (_generation << GenerationShift) | direction);
        var dx = Math.Abs(x - _goalX);
        var dy = Math.Abs(y - _goalY);

        // Least estimate first (it has less than 52 bits), then the nearest to the goal, which 12 bits can hold.
        _open.Push(((ulong)(cost + GridCost.Octile(dx, dy)) << 12) | (uint)Math.Max(dx, dy), cell);
    }

    private bool TraceBack(int start, int goal, List<(int X, int Y)> jumpPoints)
    {
        if (_nodes[goal].Stamp >> GenerationShift != _generation) return false;
        for (var cell = goal; ; cell = _nodes[cell].Parent)
        {
            var (y, x) = Math.DivRem(cell, _map.RowWords * 64);
            jumpPoints.Add((x, y));
            if (cell == start) return true;
        }
    }

    private record struct Node(long Cost, int Parent, uint Stamp);
}
