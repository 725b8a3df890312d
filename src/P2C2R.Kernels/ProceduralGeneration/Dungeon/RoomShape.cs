namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>The floor of a room within its bounding box.</summary>
/// <param name="Width">Columns of the box.</param>
/// <param name="Height">Rows of the box.</param>
/// <param name="Outline">How the box is filled.</param>
internal readonly record struct RoomShape(int Width, int Height, RoomOutline Outline)
{
    private const int LeastSideOfFancy = 5;

    /// <summary>A random shape.</summary>
    public static RoomShape Random(DungeonDice dice, int least, int most)
    {
        var (width, height, kind) = (dice.From(least, most), dice.From(least, most), dice.Below(6));
        var outline = Math.Min(width, height) < LeastSideOfFancy ? RoomOutline.Rectangle : kind switch { 0 => RoomOutline.Cross, 1 => RoomOutline.Ellipse, 2 => RoomOutline.Notched, _ => RoomOutline.Rectangle };
        return new RoomShape(width, height, outline);
    }

    /// <summary>Whether a cell of the box is floor; no cell beyond it is.</summary>
    public bool Contains(int x, int y)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height) return false;
        var (cutX, cutY) = (Width / 4, Height / 4);
        var isAtSide = x < cutX || x >= Width - cutX;
        var isAtEnd = y < cutY || y >= Height - cutY;
        var (fromMiddleX, fromMiddleY) = ((2 * x) + 1 - Width, (2 * y) + 1 - Height);
        return Outline switch
        {
            RoomOutline.Cross => !(isAtSide && isAtEnd),
            RoomOutline.Notched => !(x >= Width - (Width / 2) && y < Height / 2),
            RoomOutline.Ellipse => (fromMiddleX * fromMiddleX * Height * Height) + (fromMiddleY * fromMiddleY * Width * Width) <= Width * Width * Height * Height,
            _ => true,
        };
    }
}
