using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>
/// A dungeon. The canonical output of a slice: <c>i32 width | i32 height | cells x u8 | i32 rooms | rooms x (i32 x, y, width,
/// height, zone) | i32 keys | keys x (i32 cell of the key, i32 cell of its lock) | i32 cell of the entrance | i32 cell of the
/// exit | i32 loops</c>; a cell's number is y * width + x. The task's output is one dungeon after the other.
/// </summary>
/// <param name="Width">Cells in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Cells">What each cell is (<see cref="DungeonCell"/>), rows from the top.</param>
/// <param name="Rooms">The rooms' bounding boxes and the zones that they lie in.</param>
/// <param name="Keys">The cells of each key and of its lock.</param>
/// <param name="Entrance">The cell of the entrance.</param>
/// <param name="Exit">The cell of the exit.</param>
/// <param name="Loops">Connections beyond those that make the rooms a tree.</param>
internal sealed record DungeonLayout(
    int Width, int Height, byte[] Cells, IReadOnlyList<(int X, int Y, int Width, int Height, int Zone)> Rooms, IReadOnlyList<(int Key, int Lock)> Keys, int Entrance, int Exit, int Loops)
{
    private const int BytesPerRoom = 20;
    private const int BytesPerKey = 8;
    private const int OtherBytes = 28;

    /// <summary>How many bytes a dungeon with all the rooms and keys that are wanted has.</summary>
    public static long MostBytes(DungeonParameters parameters) => ((long)parameters.Width * parameters.Height) + (BytesPerRoom * parameters.Rooms) + (BytesPerKey * parameters.Keys) + OtherBytes;

    /// <summary>The canonical bytes.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var writer = new CanonicalWriter();
        writer.I32(Width);
        writer.I32(Height);
        writer.Bytes(Cells);
        writer.I32(Rooms.Count);
        foreach (var (x, y, width, height, zone) in Rooms)
        {
            foreach (var value in (ReadOnlySpan<int>)[x, y, width, height, zone]) writer.I32(value);
        }

        writer.I32(Keys.Count);
        foreach (var (key, door) in Keys)
        {
            writer.I32(key);
            writer.I32(door);
        }

        writer.I32(Entrance);
        writer.I32(Exit);
        writer.I32(Loops);
        return writer.Written;
    }

    /// <summary>Reads a dungeon from where a reader stands; null where there is none.</summary>
    public static DungeonLayout? Read(ref CanonicalReader reader)
    {
        var (width, height) = (reader.I32(), reader.I32());
        if (width is < 1 or > DungeonParameters.MaxSide || height is < 1 or > DungeonParameters.MaxSide) return null;
        var cells = reader.Take(width * height).ToArray();
        var rooms = new (int X, int Y, int Width, int Height, int Zone)[Math.Clamp(reader.I32(), 0, DungeonParameters.MaxRooms)];
        for (var i = 0; i < rooms.Length; i++) rooms[i] = (reader.I32(), reader.I32(), reader.I32(), reader.I32(), reader.I32());
        var keys = new (int Key, int Lock)[Math.Clamp(reader.I32(), 0, DungeonParameters.MaxKeys)];
        for (var i = 0; i < keys.Length; i++) keys[i] = (reader.I32(), reader.I32());
        var layout = new DungeonLayout(width, height, cells, rooms, keys, reader.I32(), reader.I32(), reader.I32());
        return reader.Failed || layout.Rooms.Count == 0 ? null : layout;
    }
}
