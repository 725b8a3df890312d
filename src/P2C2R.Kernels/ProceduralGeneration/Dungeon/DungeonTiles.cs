using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.ProceduralGeneration.Tiles;

namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>The tiles that a dungeon is drawn with, and which of them a cell gets from what is around it.</summary>
internal static class DungeonTiles
{
    private const int Rock = 0;
    private const int WallTop = 1;
    private const int WallFace = 2;
    private const int Floor = 3;
    private const int FloorWorn = 4;
    private const int FloorShadow = 5;
    private const int Corridor = 6;
    private const int CorridorShadow = 7;
    private const int DoorAcross = 8;
    private const int DoorAlong = 9;
    private const int FirstLock = 10;
    private const int FirstKey = FirstLock + (2 * DungeonParameters.MaxKeys);

    /// <summary>The stairs up.</summary>
    public const int Entrance = FirstKey + DungeonParameters.MaxKeys;

    /// <summary>The stairs down.</summary>
    public const int Exit = Entrance + 1;

    /// <summary>All tiles.</summary>
    public static TileSet Set { get; } = Make();

    /// <summary>The tile of a key, from 0.</summary>
    public static int Key(int number) => FirstKey + number;

    /// <summary>The tile of each cell, without keys and stairs.</summary>
    public static int[] Of(DungeonLayout layout)
    {
        var tiles = new int[layout.Cells.Length];
        for (var cell = 0; cell < tiles.Length; cell++) tiles[cell] = Of(layout, cell % layout.Width, cell / layout.Width);
        return tiles;
    }

    private static int Of(DungeonLayout layout, int x, int y)
    {
        var kind = At(layout, x, y);
        if (kind == (byte)DungeonCell.Rock) return OfRock(layout, x, y);
        var isShadowed = At(layout, x, y - 1) == (byte)DungeonCell.Rock;
        if (kind == (byte)DungeonCell.Corridor) return isShadowed ? CorridorShadow : Corridor;
        if (kind == (byte)DungeonCell.Room) return isShadowed ? FloorShadow : CounterRandom.Below(5, 0, x, y) == 0 ? FloorWorn : Floor;

        // Across the way from north to south, or along the wall of one from east to west.
        var isAcross = At(layout, x - 1, y) == (byte)DungeonCell.Rock;
        if (kind == (byte)DungeonCell.Door) return isAcross ? DoorAcross : DoorAlong;
        return FirstLock + (2 * (kind - (int)DungeonCell.FirstLock)) + (isAcross ? 0 : 1);
    }

    private static int OfRock(DungeonLayout layout, int x, int y)
    {
        if (At(layout, x, y + 1) != (byte)DungeonCell.Rock) return WallFace;
        for (var i = 0; i < 9; i++)
        {
            if (At(layout, x - 1 + (i % 3), y - 1 + (i / 3)) != (byte)DungeonCell.Rock) return WallTop;
        }

        // What stands behind a wall that is seen from the front.
        return At(layout, x, y + 2) != (byte)DungeonCell.Rock ? WallTop : Rock;
    }

    private static byte At(DungeonLayout layout, int x, int y) =>
        (uint)x < (uint)layout.Width && (uint)y < (uint)layout.Height ? layout.Cells[(y * layout.Width) + x] : (byte)DungeonCell.Rock;

    private static TileSet Make()
    {
        var names = new List<string> { "rock", "wall_top", "wall_face", "floor", "floor_worn", "floor_shadow", "corridor", "corridor_shadow", "door_across", "door_along" };
        var pictures = new List<TilePicture>
        {
            DungeonArt.Rock, DungeonArt.WallTop, DungeonArt.WallFace, DungeonArt.Floor(false), DungeonArt.Floor(true), DungeonArt.Shadowed(DungeonArt.Floor(false)),
            DungeonArt.Corridor, DungeonArt.Shadowed(DungeonArt.Corridor), DungeonArt.DoorAcross(null), DungeonArt.DoorAlong(null),
        };
        for (var key = 0; key < DungeonParameters.MaxKeys; key++)
        {
            names.AddRange([$"lock_{key + 1}_across", $"lock_{key + 1}_along"]);
            pictures.AddRange([DungeonArt.DoorAcross(key), DungeonArt.DoorAlong(key)]);
        }

        for (var key = 0; key < DungeonParameters.MaxKeys; key++)
        {
            names.Add($"key_{key + 1}");
            pictures.Add(DungeonArt.Key(key));
        }

        names.AddRange(["entrance", "exit"]);
        pictures.AddRange([DungeonArt.Stairs(isUp: true), DungeonArt.Stairs(isUp: false)]);
        return new TileSet(names, pictures);
    }
}
