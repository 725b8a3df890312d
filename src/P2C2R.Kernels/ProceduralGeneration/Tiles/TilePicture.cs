namespace P2C2R.Kernels.ProceduralGeneration.Tiles;

/// <summary>A square picture of a tile, 3 bytes a pixel (red, green, blue), rows from the top.</summary>
/// <param name="Side">Pixels in a row, and rows.</param>
/// <param name="Rgb">Its pixels.</param>
internal sealed record TilePicture(int Side, byte[] Rgb)
{
    /// <summary>A picture by a function of column and row.</summary>
    public static TilePicture Of(int side, Func<int, int, (byte R, byte G, byte B)> color)
    {
        var picture = new TilePicture(side, new byte[side * side * 3]);
        for (var i = 0; i < side * side; i++) (picture.Rgb[3 * i], picture.Rgb[(3 * i) + 1], picture.Rgb[(3 * i) + 2]) = color(i % side, i / side);
        return picture;
    }

    /// <summary>A picture of one colour.</summary>
    public static TilePicture Flat(int side, (byte R, byte G, byte B) color) => Of(side, (_, _) => color);

    /// <summary>The colour of a pixel.</summary>
    public (byte R, byte G, byte B) At(int x, int y) => (Rgb[3 * ((y * Side) + x)], Rgb[(3 * ((y * Side) + x)) + 1], Rgb[(3 * ((y * Side) + x)) + 2]);

    /// <summary>A quarter turn to the right.</summary>
    public TilePicture Turned() => Of(Side, (x, y) => At(y, Side - 1 - x));

    /// <summary>Left and right exchanged.</summary>
    public TilePicture Mirrored() => Of(Side, (x, y) => At(Side - 1 - x, y));

    /// <summary>The same picture, smaller or bigger, nearest pixels.</summary>
    public TilePicture Scaled(int side) => side == Side ? this : Of(side, (x, y) => At(((2 * x) + 1) * Side / (2 * side), ((2 * y) + 1) * Side / (2 * side)));
}
