using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>The input document of <see cref="DungeonGenerator"/>; docs/kernels/procedural-generation.md describes the fields.</summary>
internal sealed class DungeonDocument
{
    /// <summary>Most variants.</summary>
    public const int MaxCount = 1024;

    private const string Fields = "generator, seed, count, width, height, rooms, room_min, room_max, keys, loops";

    private long _seed;
    private int _width = 64;
    private int _height = 48;
    private int _rooms = 20;
    private int _roomMin = 4;
    private int _roomMax = 9;
    private int _keys = 3;
    private int _loops = 3;

    private DungeonDocument()
    {
    }

    /// <summary>Variants to make.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>The parameters of a variant.</summary>
    public DungeonParameters Variant(int number) => new(_seed, number, _width, _height, _rooms, _roomMin, _roomMax, _keys, _loops);

    /// <summary>Reads a document.</summary>
    /// <exception cref="InputException">Something in it is wrong.</exception>
    public static DungeonDocument Read(ReadOnlySpan<byte> bytes)
    {
        var document = new DungeonDocument();
        var json = new DocumentReader(bytes);
        json.ReadDocument(document.Take, document.Complete);
        return document;
    }

    private void Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "generator": break;
            case "seed": _seed = json.ReadInteger(field, 0, long.MaxValue); break;
            case "count": Count = (int)json.ReadInteger(field, 1, MaxCount); break;
            case "width": _width = (int)json.ReadInteger(field, DungeonParameters.MinSide, DungeonParameters.MaxSide); break;
            case "height": _height = (int)json.ReadInteger(field, DungeonParameters.MinSide, DungeonParameters.MaxSide); break;
            case "rooms": _rooms = (int)json.ReadInteger(field, 1, DungeonParameters.MaxRooms); break;
            case "room_min": _roomMin = (int)json.ReadInteger(field, DungeonParameters.MinRoomSide, DungeonParameters.MaxRoomSide); break;
            case "room_max": _roomMax = (int)json.ReadInteger(field, DungeonParameters.MinRoomSide, DungeonParameters.MaxRoomSide); break;
            case "keys": _keys = (int)json.ReadInteger(field, 0, DungeonParameters.MaxKeys); break;
            case "loops": _loops = (int)json.ReadInteger(field, 0, DungeonParameters.MaxRooms); break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private void Complete(ref DocumentReader json)
    {
        if (_roomMin > _roomMax) throw json.Wrong($"\"room_min\" is {_roomMin} and \"room_max\" {_roomMax}; the least side can't be greater than the greatest");
        var most = Math.Min(_width, _height) - (2 * DungeonParameters.Margin);
        if (!Variant(0).RoomsFit) throw json.Wrong($"\"room_max\" is {_roomMax}, but in {_width} x {_height} a room has at most {most}; make it smaller, or \"width\" and \"height\" greater");
    }
}
