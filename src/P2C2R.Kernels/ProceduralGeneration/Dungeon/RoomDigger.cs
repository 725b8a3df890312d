namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>
/// Digs rooms one after another: each is attached to one that is there, by a door in its wall and a corridor of its own, where
/// everything around is still rock. So the rooms are a tree, whatever the random numbers, and each door cuts off exactly the
/// rooms behind it.
/// </summary>
/// <param name="parameters">What is wanted.</param>
/// <param name="plan">The cells.</param>
/// <param name="dice">The random numbers.</param>
internal sealed class RoomDigger(DungeonParameters parameters, DungeonPlan plan, DungeonDice dice)
{
    /// <summary>Attempts for each room wanted: bounds the time in a dungeon that is full.</summary>
    public const int AttemptsPerRoom = 300;

    private const int LongestLeg = 7;
    private const int AttemptsBetweenChecks = 64;

    private readonly List<(int X, int Y)> _corridor = [];

    /// <summary>The rooms, in the order of their numbers.</summary>
    public List<DungeonRoom> Rooms { get; } = [];

    /// <summary>Digs.</summary>
    /// <param name="stop">Called now and then; may throw.</param>
    public void Dig(Action<double> stop)
    {
        DigFirst();
        var attempts = parameters.Rooms * AttemptsPerRoom;
        for (var i = 0; i < attempts && Rooms.Count < parameters.Rooms; i++)
        {
            if (i % AttemptsBetweenChecks == 0) stop((double)i / attempts);
            TryAttach();
        }
    }

    private void DigFirst()
    {
        var shape = RoomShape.Random(dice, parameters.RoomMin, parameters.RoomMax);
        var (x, y) = (dice.From(2, plan.Width - 2 - shape.Width), dice.From(2, plan.Height - 2 - shape.Height));
        Add(new DungeonRoom(x, y, shape, -1, -1));
    }

    private void Add(DungeonRoom room)
    {
        plan.Dig(room, Rooms.Count);
        Rooms.Add(room);
    }

    private void TryAttach()
    {
        var number = dice.Below(Rooms.Count);
        var direction = dice.Pick(Direction.All);
        if (FindDoor(Rooms[number], direction) is not { } door) return;
        var end = LayCorridor(door, direction, out var arriving);
        var shape = RoomShape.Random(dice, parameters.RoomMin, parameters.RoomMax);
        var (entryX, entryY) = EntryOf(shape, arriving);
        var room = new DungeonRoom(end.X + arriving.X - entryX, end.Y + arriving.Y - entryY, shape, number, plan.Index(door.X, door.Y));
        var hasSecondDoor = dice.Below(2) == 0;
        if (!IsCorridorFree(direction) || !IsRoomFree(room, end, arriving)) return;
        Add(room);
        foreach (var (x, y) in _corridor) plan.Dig(x, y, DungeonCell.Corridor);
        plan.Dig(door.X, door.Y, DungeonCell.Door);
        if (hasSecondDoor) plan.Dig(end.X, end.Y, DungeonCell.Door);
    }

    /// <summary>The wall's cell before the first floor that is met from outside, in a random row or column.</summary>
    private (int X, int Y)? FindDoor(DungeonRoom room, Direction outward)
    {
        var (x, y) = outward.X != 0
            ? (outward.X > 0 ? room.Shape.Width - 1 : 0, dice.Below(room.Shape.Height))
            : (dice.Below(room.Shape.Width), outward.Y > 0 ? room.Shape.Height - 1 : 0);
        while (!room.Shape.Contains(x, y)) (x, y) = (x - outward.X, y - outward.Y);
        var door = (X: room.X + x + outward.X, Y: room.Y + y + outward.Y);
        return plan.IsInside(door.X, door.Y) && plan.IsRock(door.X, door.Y) ? door : null;
    }

    /// <summary>A door, some cells straight on, and perhaps some more after a turn.</summary>
    /// <returns>The last cell.</returns>
    private (int X, int Y) LayCorridor((int X, int Y) door, Direction direction, out Direction arriving)
    {
        _corridor.Clear();
        _corridor.Add(door);
        var at = Extend(door, direction, dice.From(2, LongestLeg));
        arriving = dice.Below(3) switch { 0 => direction.Left, 1 => direction.Right, _ => direction };
        return arriving == direction ? at : Extend(at, arriving, dice.From(2, LongestLeg));
    }

    private (int X, int Y) Extend((int X, int Y) at, Direction direction, int cells)
    {
        for (var i = 0; i < cells; i++)
        {
            at = (at.X + direction.X, at.Y + direction.Y);
            _corridor.Add(at);
        }

        return at;
    }

    /// <summary>The first floor cell of a room for one who arrives, in a random row or column.</summary>
    private (int X, int Y) EntryOf(RoomShape shape, Direction arriving)
    {
        var (x, y) = arriving.X != 0 ? (arriving.X > 0 ? 0 : shape.Width - 1, dice.Below(shape.Height)) : (dice.Below(shape.Width), arriving.Y > 0 ? 0 : shape.Height - 1);
        while (!shape.Contains(x, y)) (x, y) = (x + arriving.X, y + arriving.Y);
        return (x, y);
    }

    /// <summary>The door has wall on both sides, and nothing else touches the corridor.</summary>
    private bool IsCorridorFree(Direction direction)
    {
        var (doorX, doorY) = _corridor[0];
        if (!plan.IsRock(doorX + direction.Y, doorY + direction.X) || !plan.IsRock(doorX - direction.Y, doorY - direction.X)) return false;
        for (var i = 1; i < _corridor.Count; i++)
        {
            if (!plan.IsApart(_corridor[i].X, _corridor[i].Y)) return false;
        }

        return true;
    }

    /// <summary>Only rock around the room, and of its corridor it touches the last cell alone, which has wall on both sides.</summary>
    private bool IsRoomFree(DungeonRoom room, (int X, int Y) end, Direction arriving)
    {
        for (var y = 0; y < room.Shape.Height; y++)
        {
            for (var x = 0; x < room.Shape.Width; x++)
            {
                if (room.Shape.Contains(x, y) && !plan.IsApart(room.X + x, room.Y + y)) return false;
            }
        }

        for (var i = 0; i < _corridor.Count - 1; i++)
        {
            if (Touches(room, _corridor[i].X, _corridor[i].Y)) return false;
        }

        bool IsFloor(int x, int y) => room.Shape.Contains(x - room.X, y - room.Y);
        return !IsFloor(end.X, end.Y) && !IsFloor(end.X + arriving.Y, end.Y + arriving.X) && !IsFloor(end.X - arriving.Y, end.Y - arriving.X);
    }

    private static bool Touches(DungeonRoom room, int x, int y)
    {
        for (var i = 0; i < 9; i++)
        {
            if (room.Shape.Contains(x - 1 + (i % 3) - room.X, y - 1 + (i / 3) - room.Y)) return true;
        }

        return false;
    }
}
