namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>
/// Which doors are locked. Locks are numbered so that one behind another has the higher number; zone i is what lock i opens and
/// no higher lock bars, zone 0 what is open from the start. The key of lock i lies in zone i - 1, which by then is open: so every
/// lock has its key before it, and every one must be opened to get to the exit, in the last zone.
/// </summary>
internal sealed class DungeonZones
{
    private readonly IReadOnlyList<DungeonRoom> _rooms;
    private readonly int[] _lockOf;

    /// <summary>Chooses locks.</summary>
    /// <param name="rooms">The rooms; each has a lower-numbered parent.</param>
    /// <param name="keys">Locks wanted.</param>
    /// <param name="dice">The random numbers.</param>
    public DungeonZones(IReadOnlyList<DungeonRoom> rooms, int keys, DungeonDice dice)
    {
        _rooms = rooms;
        _lockOf = new int[rooms.Count];
        var waiting = Choose(Math.Min(keys, rooms.Count - 1), dice);
        Locks = waiting.Count;
        for (var number = 1; number <= Locks; number++)
        {
            // One that has no waiting lock between it and the entrance.
            var ready = waiting.FindAll(room => !waiting.Exists(other => other != room && IsBehind(room, other)));
            var next = dice.Pick(ready);
            waiting.Remove(next);
            _lockOf[next] = number;
        }

        Of = new int[rooms.Count];
        for (var room = 1; room < rooms.Count; room++) Of[room] = _lockOf[room] > 0 ? _lockOf[room] : Of[rooms[room].Parent];
    }

    /// <summary>Number of locks.</summary>
    public int Locks { get; }

    /// <summary>The zone of each room.</summary>
    public int[] Of { get; }

    /// <summary>The first room behind a lock: the door to it is locked.</summary>
    public int FirstRoom(int zone) => zone == 0 ? 0 : Array.IndexOf(_lockOf, zone);

    /// <summary>Connections between two rooms of the tree.</summary>
    public int Distance(int a, int b)
    {
        var distance = 0;
        while (a != b)
        {
            // A parent has the lower number, so the higher of both steps up.
            if (a > b) a = _rooms[a].Parent;
            else b = _rooms[b].Parent;
            distance++;
        }

        return distance;
    }

    /// <summary>Rather doors with a few rooms behind them, so that a key opens something.</summary>
    private List<int> Choose(int count, DungeonDice dice)
    {
        var behind = new int[_rooms.Count];
        for (var room = _rooms.Count - 1; room > 0; room--) behind[_rooms[room].Parent] += ++behind[room];
        var candidates = Enumerable.Range(1, _rooms.Count - 1).ToList();
        dice.Shuffle(candidates);
        var wanted = Math.Max(2, _rooms.Count / (2 * (count + 1)));
        return [.. candidates.Where(room => behind[room] >= wanted && behind[room] <= _rooms.Count * 2 / 3).Concat(candidates).Distinct().Take(count)];
    }

    private bool IsBehind(int room, int other)
    {
        while (room > other) room = _rooms[room].Parent;
        return room == other;
    }
}
