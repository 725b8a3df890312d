using System.Text.Json.Nodes;

namespace P2C2R.Tests.Kernels.ProceduralGeneration.Dungeon;

/// <summary>
/// A dungeon as it stands in its Tiled map, for a player who knows nothing else: he walks to the four sides, takes keys that he
/// stands on and opens locks that he has the key of. Searched over all pairs of cell and set of keys.
/// </summary>
internal sealed class PlayedDungeon
{
    private readonly int _width;
    private readonly string[] _cells;
    private readonly Dictionary<int, int> _keys = [];
    private readonly Dictionary<int, int> _locks = [];

    public PlayedDungeon(JsonNode map)
    {
        _width = (int)map["width"]!;
        var names = map["tilesets"]![0]!["tiles"]!.AsArray().ToDictionary(static t => (int)t!["id"]! + 1, static t => (string)t!["type"]!);
        _cells = [.. map["layers"]![0]!["data"]!.AsArray().Select(t => names[(int)t!])];
        var side = (int)map["tilewidth"]!;
        foreach (var thing in map["layers"]![1]!["objects"]!.AsArray())
        {
            var cell = ((int)thing!["y"]! / side * _width) + ((int)thing["x"]! / side);
            var name = (string)thing["name"]!;
            switch ((string)thing["type"]!)
            {
                case "entrance": Entrance = cell; break;
                case "exit": Exit = cell; break;
                case "key": _keys.Add(cell, int.Parse(name[4..]) - 1); break;
                case "lock": _locks.Add(cell, int.Parse(name[5..]) - 1); break;
                case "room": Rooms.Add(((int)thing["x"]! / side, (int)thing["y"]! / side, (int)thing["width"]! / side, (int)thing["height"]! / side)); break;
                default: throw new InvalidDataException(name);
            }
        }
    }

    public int Entrance { get; } = -1;

    public int Exit { get; } = -1;

    public int Keys => _keys.Count;

    public List<(int X, int Y, int Width, int Height)> Rooms { get; } = [];

    public IEnumerable<int> OpenCells => Enumerable.Range(0, _cells.Length).Where(IsOpen);

    public IEnumerable<int> LockCells => _locks.Keys;

    public bool IsOpen(int cell) => !_cells[cell].StartsWith("wall", StringComparison.Ordinal) && _cells[cell] != "rock";

    public bool LooksLocked(int cell) => _cells[cell].StartsWith("lock", StringComparison.Ordinal);

    /// <summary>The cells that can be reached by a player who never picks up one of the keys.</summary>
    public HashSet<int> Reach(int keyLeftLying)
    {
        var seen = new HashSet<(int Cell, int Keys)>();
        var open = new Queue<(int Cell, int Keys)>();
        open.Enqueue((Entrance, 0));
        while (open.TryDequeue(out var at))
        {
            if (!IsOpen(at.Cell) || (_locks.TryGetValue(at.Cell, out var locked) && (at.Keys & (1 << locked)) == 0)) continue;
            if (_keys.TryGetValue(at.Cell, out var key) && key != keyLeftLying) at.Keys |= 1 << key;
            if (!seen.Add(at)) continue;
            foreach (var next in (int[])[at.Cell - 1, at.Cell + 1, at.Cell - _width, at.Cell + _width]) open.Enqueue((next, at.Keys));
        }

        return [.. seen.Select(static s => s.Cell)];
    }
}
