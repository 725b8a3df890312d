namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>Digs further connections, straight through the rock between two rooms of one zone that are far apart to walk: locks stay in force.</summary>
/// <param name="plan">The cells.</param>
/// <param name="zones">The zones of the rooms.</param>
/// <param name="dice">The random numbers.</param>
internal sealed class LoopDigger(DungeonPlan plan, DungeonZones zones, DungeonDice dice)
{
    private const int Longest = 12;
    private const int LeastDetour = 2;

    /// <summary>Digs.</summary>
    /// <param name="wanted">How many at most.</param>
    /// <param name="stop">Called now and then; may throw.</param>
    /// <returns>How many it were.</returns>
    public int Dig(int wanted, Action stop)
    {
        var candidates = new List<(int X, int Y, Direction Direction, int Length)>();
        for (var y = 0; y < plan.Height && wanted > 0; y++)
        {
            stop();
            for (var x = 0; x < plan.Width; x++)
            {
                foreach (var direction in Direction.All.AsSpan(0, 2))
                {
                    var length = Measure(x, y, direction);
                    if (length > 0) candidates.Add((x, y, direction, length));
                }
            }
        }

        dice.Shuffle(candidates);
        var connected = new HashSet<(int A, int B)>();
        foreach (var (x, y, direction, length) in candidates)
        {
            if (connected.Count == wanted) break;
            var rooms = (plan.RoomAt(x, y), plan.RoomAt(x + (direction.X * (length + 1)), y + (direction.Y * (length + 1))));

            // Another loop may have come near in the meantime.
            if (Measure(x, y, direction) != length || !connected.Add(rooms)) continue;
            Tunnel(x, y, direction, length);
        }

        return connected.Count;
    }

    /// <summary>Cells to dig from a room's floor in a direction to that of another; 0 where that can't be done.</summary>
    private int Measure(int x, int y, Direction direction)
    {
        var from = plan.RoomAt(x, y);
        if (from < 0) return 0;
        for (var length = 0; length <= Longest; length++)
        {
            (x, y) = (x + direction.X, y + direction.Y);
            if (!plan.IsRock(x, y))
            {
                var to = plan.RoomAt(x, y);
                return to >= 0 && to != from && zones.Of[to] == zones.Of[from] && zones.Distance(from, to) >= LeastDetour ? length : 0;
            }

            if (!plan.IsRock(x + direction.Y, y + direction.X) || !plan.IsRock(x - direction.Y, y - direction.X)) return 0;
        }

        return 0;
    }

    private void Tunnel(int x, int y, Direction direction, int length)
    {
        for (var i = 1; i <= length; i++)
        {
            var isEnd = i == 1 || i == length;
            plan.Dig(x + (direction.X * i), y + (direction.Y * i), isEnd ? DungeonCell.Door : DungeonCell.Corridor);
        }
    }
}
