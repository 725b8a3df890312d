namespace P2C2R.Kernels.NavigationMesh.Search;

/// <summary>
/// Shortest any-angle paths: Polyanya (M. Cui, D. Harabor, A. Grastien, "Compromise-free Pathfinding on a Navigation Mesh",
/// IJCAI 2017). A node is a side of a polygon and what of it can be seen from a root, the last corner that the path turns at.
/// What can be seen is kept as two rays from the root through corners instead of the places where they meet the side, so that
/// whatever decides what leads where is whole numbers; only lengths are rounded.
/// </summary>
/// <param name="mesh">The mesh.</param>
internal sealed class PolyanyaSearch(PolygonMesh mesh)
{
    private const int Final = -1;

    // Ways to a corner that differ by rounding alone are both followed: each may see what the other doesn't.
    private const double Slack = 1e-6;

    private readonly SearchQueue _open = new();
    private readonly List<Node> _nodes = [];
    private readonly List<(int Corner, int Before)> _turns = [];
    private readonly double[] _best = new double[mesh.Corners.Length];
    private readonly int[] _bestRound = new int[mesh.Corners.Length];
    private int _round;
    private Point _goal;

    /// <summary>Finds the corners at which the shortest path turns.</summary>
    /// <param name="start">Where it starts.</param>
    /// <param name="starts">All polygons that hold the start.</param>
    /// <param name="goal">Where it ends, in another part of the map than those polygons.</param>
    /// <param name="goalPolygon">The polygon that holds the goal.</param>
    /// <param name="corners">Receives the corners, in order.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>Whether there is a path.</returns>
    public bool TryFind(Point start, IReadOnlyList<int> starts, Point goal, int goalPolygon, List<int> corners, CancellationToken cancellation)
    {
        Begin(goal);
        foreach (var polygon in starts)
        {
            for (var side = mesh.Start[polygon]; side < mesh.Start[polygon + 1]; side++)
            {
                var (a, b) = (At(mesh.Next(side)), At(side));
                if (Point.Turn(a, b, start) != 0) Push(start, 0, -1, side, a, b, goalPolygon);

                // Sides that hold the start lead to others of its polygons; others may lie in one line with it.
                else if (!IsBetween(a, b, start)) SlideTo(start, 0, -1, side, a, b, goalPolygon);
            }
        }

        while (_open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var node = _nodes[_open.Pop().Node];
            if (node.Side == Final)
            {
                for (var turn = node.Turn; turn >= 0; turn = _turns[turn].Before) corners.Add(_turns[turn].Corner);
                corners.Reverse();
                return true;
            }

            if (node.Turn >= 0 && _best[_turns[node.Turn].Corner] < node.Cost - Slack) continue;
            if (mesh.PolygonOf[node.Side] == goalPolygon) Finish(node);
            else Expand(node, goalPolygon);
        }

        return false;
    }

    private void Begin(Point goal)
    {
        _open.Clear();
        _nodes.Clear();
        _turns.Clear();
        _round++;
        _goal = goal;
    }

    private Point At(int side) => Point.Of(mesh.Corners[mesh.CornerOf[side]]);

    /// <summary>The way from a side of the goal's polygon to the goal: straight, or round one end of the side.</summary>
    private void Finish(in Node node)
    {
        if (!IsRightOf(node.Root, node.Left, _goal))
        {
            if (TurnAt(node, mesh.CornerOf[node.Side], node.Left) is var (turn, cost)) PushFinal(turn, cost + Point.Distance(node.Left, _goal));
        }
        else if (!IsLeftOf(node.Root, node.Right, _goal))
        {
            if (TurnAt(node, mesh.CornerOf[mesh.Next(node.Side)], node.Right) is var (turn, cost)) PushFinal(turn, cost + Point.Distance(node.Right, _goal));
        }
        else
        {
            PushFinal(node.Turn, node.Cost + Point.Distance(node.Root, _goal));
        }
    }

    private void PushFinal(int turn, double cost)
    {
        _nodes.Add(new Node(default, default, default, cost, turn, Final));
        _open.Push(cost, _nodes.Count - 1);
    }

    private void Expand(in Node node, int goalPolygon)
    {
        var left = TurnAt(node, mesh.CornerOf[node.Side], node.Left);
        var right = TurnAt(node, mesh.CornerOf[mesh.Next(node.Side)], node.Right);
        for (var side = mesh.Next(node.Side); side != node.Side; side = mesh.Next(side))
        {
            if (mesh.Twin[side] < 0) continue;
            var (a, b) = (At(mesh.Next(side)), At(side));
            See(node, side, a, b, goalPolygon);
            if (left is var (leftTurn, leftCost)) TurnLeft(node, leftTurn, leftCost, side, a, b, goalPolygon);
            if (right is var (rightTurn, rightCost)) TurnRight(node, rightTurn, rightCost, side, a, b, goalPolygon);
        }
    }

    /// <summary>What of a side can be seen from the root. Its left end is a, its right end b.</summary>
    private void See(in Node node, int side, Point a, Point b, int goalPolygon)
    {
        var (root, left, right) = (node.Root, node.Left, node.Right);
        if (a == root || b == root)
        {
            // Going round the root, from side to side.
            if (a == root ? left == root && Point.Turn(root, right, b) >= 0 : right == root && Point.Turn(root, left, a) <= 0) Push(root, node.Cost, node.Turn, side, a, b, goalPolygon);
            return;
        }

        if (Point.Turn(root, a, b) == 0)
        {
            var near = Nearer(root, a, b);
            if (IsRightOf(root, left, near) && IsLeftOf(root, right, near)) SlideTo(root, node.Cost, node.Turn, side, a, b, goalPolygon);
            return;
        }

        if (right != root && Point.Turn(root, right, a) <= 0) return;
        if (left != root && Point.Turn(root, left, b) >= 0) return;
        Push(root, node.Cost, node.Turn, side, IsRightOf(root, left, a) ? a : left, IsLeftOf(root, right, b) ? b : right, goalPolygon);
    }

    /// <summary>What of a side lies beyond the left end of what can be seen, for a path that turns left there.</summary>
    private void TurnLeft(in Node node, int turn, double cost, int side, Point a, Point b, int goalPolygon)
    {
        var (root, corner) = (node.Root, node.Left);
        if (b == corner) return;
        if (a == corner ? Point.Turn(root, corner, b) < 0 : Point.Turn(root, corner, a) <= 0) return;
        Push(corner, cost, turn, side, a, Point.Turn(root, corner, b) >= 0 ? b : Beyond(root, corner), goalPolygon);
    }

    /// <summary>What of a side lies beyond the right end of what can be seen.</summary>
    private void TurnRight(in Node node, int turn, double cost, int side, Point a, Point b, int goalPolygon)
    {
        var (root, corner) = (node.Root, node.Right);
        if (a == corner) return;
        if (b == corner ? Point.Turn(root, corner, a) > 0 : Point.Turn(root, corner, b) >= 0) return;
        Push(corner, cost, turn, side, Point.Turn(root, corner, a) <= 0 ? a : Beyond(root, corner), b, goalPolygon);
    }

    /// <summary>A side in one line with the root shows nothing of itself, but one can go along the line to its nearer end and round that.</summary>
    private void SlideTo(Point root, double cost, int turn, int side, Point a, Point b, int goalPolygon)
    {
        var near = Nearer(root, a, b);
        if (TakeTurn(root, cost, turn, near == a ? mesh.CornerOf[mesh.Next(side)] : mesh.CornerOf[side], near) is var (newTurn, newCost)) Push(near, newCost, newTurn, side, a, b, goalPolygon);
    }

    private static Point Nearer(Point root, Point a, Point b) => Point.Distance(root, a) < Point.Distance(root, b) ? a : b;

    private static bool IsBetween(Point a, Point b, Point place) =>
        place.X >= Math.Min(a.X, b.X) && place.X <= Math.Max(a.X, b.X) && place.Z >= Math.Min(a.Z, b.Z) && place.Z <= Math.Max(a.Z, b.Z);

    private static Point Beyond(Point root, Point corner) => new((2 * corner.X) - root.X, (2 * corner.Z) - root.Z);

    /// <summary>A turn at an end of what a node sees, where that is a corner at a wall, not reached on a shorter way before.</summary>
    private (int Turn, double Cost)? TurnAt(in Node node, int corner, Point end) =>
        end != node.Root && Point.Of(mesh.Corners[corner]) == end ? TakeTurn(node.Root, node.Cost, node.Turn, corner, end) : null;

    private (int Turn, double Cost)? TakeTurn(Point root, double rootCost, int before, int corner, Point place)
    {
        if (!mesh.IsAtWall[corner]) return null;
        var cost = rootCost + Point.Distance(root, place);
        if (_bestRound[corner] == _round && cost > _best[corner] + Slack) return null;
        _best[corner] = _bestRound[corner] == _round ? Math.Min(cost, _best[corner]) : cost;
        _bestRound[corner] = _round;
        _turns.Add((corner, before));
        return (_turns.Count - 1, cost);
    }

    /// <summary>Adds what can be seen of a side, as the polygon beyond it has it.</summary>
    private void Push(Point root, double cost, int turn, int side, Point left, Point right, int goalPolygon)
    {
        var twin = mesh.Twin[side];
        if (twin < 0) return;
        var beyond = mesh.PolygonOf[twin];
        if (beyond != goalPolygon && IsDeadEnd(beyond, twin)) return;
        _nodes.Add(new Node(root, left, right, cost, turn, twin));
        _open.Push(cost + Estimate.Of(root, left, right, At(twin), At(mesh.Next(twin)), _goal), _nodes.Count - 1);
    }

    private bool IsDeadEnd(int polygon, int entrance)
    {
        for (var side = mesh.Start[polygon]; side < mesh.Start[polygon + 1]; side++)
        {
            if (side != entrance && mesh.Twin[side] >= 0) return false;
        }

        return true;
    }

    private static bool IsRightOf(Point root, Point left, Point place) => root == left || Point.Turn(root, left, place) <= 0;

    private static bool IsLeftOf(Point root, Point right, Point place) => root == right || Point.Turn(root, right, place) >= 0;

    /// <summary>What can be seen of a side from a root.</summary>
    /// <param name="Root">Where the path last turned, or its start.</param>
    /// <param name="Left">A place on the ray along its left end; the root itself where that is the end.</param>
    /// <param name="Right">A place on the ray along its right end; the root itself where that is the end.</param>
    /// <param name="Cost">Length of the path up to the root.</param>
    /// <param name="Turn">The root's turn; -1 for the start.</param>
    /// <param name="Side">The side, of the polygon that is entered across it.</param>
    private readonly record struct Node(Point Root, Point Left, Point Right, double Cost, int Turn, int Side);
}
