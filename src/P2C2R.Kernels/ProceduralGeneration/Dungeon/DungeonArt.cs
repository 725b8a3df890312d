using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.ProceduralGeneration.Tiles;
using Color = (byte R, byte G, byte B);

namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>The pictures of <see cref="DungeonTiles"/>, drawn by formula, 16 x 16 pixels.</summary>
internal static class DungeonArt
{
    private const int Side = 16;

    private static readonly Color Dark = (0x12, 0x10, 0x18);
    private static readonly Color Wood = (0x8A, 0x5A, 0x2C);
    private static readonly Color Stone = (0x9A, 0x90, 0x84);

    private static readonly Color[] KeyColors =
    [
        (0xE8, 0xB9, 0x2C), (0xD6, 0x40, 0x3A), (0x3C, 0x8D, 0xE0), (0x4C, 0xB8, 0x4A), (0xB4, 0x5C, 0xD8), (0xF0, 0x86, 0x28),
        (0x2C, 0xC4, 0xC0), (0xF0, 0x7C, 0xB4), (0xA8, 0xD8, 0x30), (0x70, 0x70, 0xF0), (0xE8, 0xE8, 0xF0), (0xA0, 0x6A, 0x50),
    ];

    /// <summary>Rock that nobody sees.</summary>
    public static TilePicture Rock => TilePicture.Flat(Side, (0x1C, 0x19, 0x24));

    /// <summary>The top of a wall.</summary>
    public static TilePicture WallTop => TilePicture.Of(Side, static (x, y) => Speckled((0x3B, 0x35, 0x46), x, y, 5, 2));

    /// <summary>A wall from the front: bricks, lit from above.</summary>
    public static TilePicture WallFace => TilePicture.Of(Side, static (x, y) =>
    {
        if (y < 2) return (0x4E, 0x47, 0x5C);
        var (row, offset) = ((y - 2) / 5, (y - 2) / 5 % 2 * 4);
        if ((y - 2) % 5 == 4 || (x + offset) % 8 == 7) return (0x3A, 0x33, 0x33);
        return Speckled(Scaled((0x8C, 0x76, 0x66), 112 - (row * 12)), x, y, 8, 3);
    });

    /// <summary>Bare earth.</summary>
    public static TilePicture Corridor => TilePicture.Of(Side, static (x, y) => Speckled((0x7A, 0x6A, 0x55), x, y, 12, 4));

    /// <summary>Flagstones.</summary>
    public static TilePicture Floor(bool isWorn) => TilePicture.Of(Side, (x, y) =>
    {
        var isJoint = x % 8 == 7 || y % 8 == 7;
        var isCrack = isWorn && (x + (y / 2) == 9 || (x == y + 3 && y > 8));
        var stone = Scaled(Stone, 100 + (((x / 8) + (y / 8)) % 2 * 5));
        return isJoint || isCrack ? Scaled(stone, 84) : stone;
    });

    /// <summary>In the shadow of a wall to the north.</summary>
    public static TilePicture Shadowed(TilePicture lit) => TilePicture.Of(Side, (x, y) => Scaled(lit.At(x, y), Math.Min(100, 52 + (y * 7))));

    /// <summary>A door seen from the front; a lock has a key's number.</summary>
    public static TilePicture DoorAcross(int? key) => TilePicture.Of(Side, (x, y) =>
    {
        if (x is < 2 or > 13 || y < 2) return Scaled(Stone, 62);
        if (IsKeyhole(x - 8, y - 9, key)) return KeyColors[key!.Value];
        return key is { } number && (y is 4 or 5 or 13 or 14) ? Scaled(KeyColors[number], 90) : Speckled(x % 4 == 1 ? Scaled(Wood, 70) : Wood, x, y, 6, 7);
    });

    /// <summary>A door seen from its edge.</summary>
    public static TilePicture DoorAlong(int? key) => TilePicture.Of(Side, (x, y) =>
    {
        if (x is < 4 or > 11) return Corridor.At(x, y);
        if (y < 2 || y > 13) return Scaled(Stone, 62);
        if (IsKeyhole(x - 8, y - 8, key)) return KeyColors[key!.Value];
        if (key is { } number && (y is 3 or 4 or 12 or 13)) return Scaled(KeyColors[number], 90);
        return x is 4 or 11 ? Scaled(Wood, 60) : Speckled(y % 4 == 1 ? Scaled(Wood, 70) : Wood, x, y, 6, 8);
    });

    /// <summary>A key on the floor.</summary>
    public static TilePicture Key(int number)
    {
        var floor = Floor(false);
        return TilePicture.Of(Side, (x, y) =>
        {
            if (IsKey(x, y)) return KeyColors[number];
            return IsKey(x - 1, y) || IsKey(x + 1, y) || IsKey(x, y - 1) || IsKey(x, y + 1) ? Dark : floor.At(x, y);
        });
    }

    /// <summary>Stairs that lead out of the dungeon or deeper.</summary>
    public static TilePicture Stairs(bool isUp) => TilePicture.Of(Side, (x, y) =>
    {
        if (x is 0 or 15 || y is 0 or 15) return Dark;
        var step = (y - 1) * 5 / 14;
        var light = isUp ? 135 - (step * 17) : 25 + (step * 19);
        return (y - 1) * 5 % 14 < 5 ? Scaled(Stone, light * 3 / 4) : Scaled(Stone, light);
    });

    private static bool IsKey(int x, int y)
    {
        var (ringX, ringY) = ((2 * x) - 9, (2 * y) - 15);
        var distance = (ringX * ringX) + (ringY * ringY);
        return distance is >= 8 and <= 44 || (x is >= 7 and <= 13 && y is 7 or 8 && x >= 7 && x <= 13) || (x is 10 or 13 && y is 9 or 10);
    }

    private static bool IsKeyhole(int x, int y, int? key) => key is not null && ((x * x) + (y * y) <= 5 || (x is -1 or 0 && y is > 0 and < 4));

    private static Color Speckled(Color color, int x, int y, int strength, int salt) =>
        Scaled(color, 100 + (int)CounterRandom.Below((2 * strength) + 1, salt, x, y) - strength);

    private static Color Scaled(Color color, int percent) => (Scaled(color.R, percent), Scaled(color.G, percent), Scaled(color.B, percent));

    private static byte Scaled(byte value, int percent) => (byte)Math.Min(255, value * percent / 100);
}
