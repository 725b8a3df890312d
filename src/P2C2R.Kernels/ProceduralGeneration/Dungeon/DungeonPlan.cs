namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>The cells of a dungeon while it is dug. The outermost two rows and columns stay rock.</summary>
/// <param name="width">Cells in a row.</param>
/// <param name="height">Rows.</param>
internal sealed class DungeonPlan(int width, int height)
{
    private readonly int[] _rooms = Filled(width * height);

    /// <summary>The cells.</summary>
    public byte[] Cells { get; } = new byte[width * height];

    /// <summary>Cells in a row.</summary>
    public int Width => width;

    /// <summary>Rows.</summary>
    public int Height => height;

    /// <summary>The number of a cell.</summary>
    public int Index(int x, int y) => (y * width) + x;

    /// <summary>Whether a cell may be dug at all.</summary>
    public bool IsInside(int x, int y) => x >= 2 && y >= 2 && x < width - 2 && y < height - 2;

    /// <summary>Whether a cell is rock; beyond the edge all is.</summary>
    public bool IsRock(int x, int y) => (uint)x >= (uint)width || (uint)y >= (uint)height || Cells[Index(x, y)] == (byte)DungeonCell.Rock;

    /// <summary>The room whose floor a cell is, or -1.</summary>
    public int RoomAt(int x, int y) => (uint)x >= (uint)width || (uint)y >= (uint)height ? -1 : _rooms[Index(x, y)];

    /// <summary>Whether a cell may be dug and all that touch it, at a side or a corner, are rock.</summary>
    public bool IsApart(int x, int y)
    {
        if (!IsInside(x, y)) return false;
        for (var i = 0; i < 9; i++)
        {
            if (!IsRock(x - 1 + (i % 3), y - 1 + (i / 3))) return false;
        }

        return true;
    }

    /// <summary>Digs a room.</summary>
    public void Dig(DungeonRoom room, int number)
    {
        for (var y = 0; y < room.Shape.Height; y++)
        {
            for (var x = 0; x < room.Shape.Width; x++)
            {
                if (!room.Shape.Contains(x, y)) continue;
                Cells[Index(room.X + x, room.Y + y)] = (byte)DungeonCell.Room;
                _rooms[Index(room.X + x, room.Y + y)] = number;
            }
        }
    }

    /// <summary>Digs a cell that belongs to no room.</summary>
    public void Dig(int x, int y, DungeonCell cell) => Cells[Index(x, y)] = (byte)cell;

    private static int[] Filled(int length)
    {
        var filled = new int[length];
        Array.Fill(filled, -1);
        return filled;
    }
}
