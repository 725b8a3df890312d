namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>Makes a dungeon: rooms, then locks, then loops that leave the locks in force, then entrance, exit and keys.</summary>
internal sealed class DungeonMaker
{
    private readonly DungeonParameters _parameters;
    private readonly SliceExecution _slice;
    private readonly DungeonDice _dice;
    private readonly DungeonPlan _plan;
    private readonly HashSet<int> _taken = [];

    /// <summary>Prepares.</summary>
    /// <param name="parameters">What is wanted.</param>
    /// <param name="slice">For progress and cancellation.</param>
    public DungeonMaker(DungeonParameters parameters, SliceExecution slice)
    {
        (_parameters, _slice) = (parameters, slice);
        _dice = new DungeonDice(parameters.Seed, parameters.Variant);
        _plan = new DungeonPlan(parameters.Width, parameters.Height);
    }

    /// <summary>Makes it; once.</summary>
    public DungeonLayout Make()
    {
        var digger = new RoomDigger(_parameters, _plan, _dice);
        digger.Dig(Report);
        var rooms = digger.Rooms;
        var zones = new DungeonZones(rooms, _parameters.Keys, _dice);
        for (var zone = 1; zone <= zones.Locks; zone++) _plan.Cells[rooms[zones.FirstRoom(zone)].Door] = (byte)((int)DungeonCell.FirstLock + zone - 1);
        var loops = new LoopDigger(_plan, zones, _dice).Dig(_parameters.Loops, () => _slice.Cancellation.ThrowIfCancellationRequested());
        var entrance = Place(rooms[0]);
        var keys = new List<(int Key, int Lock)>();
        for (var zone = 1; zone <= zones.Locks; zone++) keys.Add((Place(rooms[Farthest(rooms, zones, zone - 1)]), rooms[zones.FirstRoom(zone)].Door));
        var exit = Place(rooms[Farthest(rooms, zones, zones.Locks)]);
        var boxes = rooms.Select((room, i) => (room.X, room.Y, room.Shape.Width, room.Shape.Height, zones.Of[i])).ToList();
        var layout = new DungeonLayout(_plan.Width, _plan.Height, _plan.Cells, boxes, keys, entrance, exit, loops);
        return DungeonCheck.Find(layout) is { } wrong ? throw new InvalidOperationException($"seed {_parameters.Seed}, variant {_parameters.Variant}: {wrong}") : layout;
    }

    private void Report(double fraction)
    {
        _slice.Cancellation.ThrowIfCancellationRequested();
        _slice.Progress(fraction);
    }

    /// <summary>The room of a zone that is farthest from where one enters the zone; of several the first.</summary>
    private static int Farthest(List<DungeonRoom> rooms, DungeonZones zones, int zone)
    {
        var entered = zones.FirstRoom(zone);
        return Enumerable.Range(0, rooms.Count).Where(room => zones.Of[room] == zone).MaxBy(room => zones.Distance(entered, room));
    }

    /// <summary>A cell of a room where nothing stands yet. A room of 3 x 3 has place for all that may come to it: entrance, a key and the exit.</summary>
    private int Place(DungeonRoom room)
    {
        while (true)
        {
            var (x, y) = (_dice.Below(room.Shape.Width), _dice.Below(room.Shape.Height));
            if (room.Shape.Contains(x, y) && _taken.Add(_plan.Index(room.X + x, room.Y + y))) return _plan.Index(room.X + x, room.Y + y);
        }
    }
}
