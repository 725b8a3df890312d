using P2C2R.Kernels.Images;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>Reads a height map from a file: an ESRI ASCII grid (".asc", heights in metres) or a PNG whose grey (or red) is the height.</summary>
internal static class HeightMapFile
{
    /// <summary>Reads.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">Its name; its end says what it is.</param>
    /// <param name="bottom">Height of black in a PNG, in units.</param>
    /// <param name="relief">Difference of black and white in a PNG, in units.</param>
    /// <exception cref="InputException">It can't be read.</exception>
    public static (int Width, int Height, int[] Cells) Read(ReadOnlyMemory<byte> bytes, string name, int bottom, int relief)
    {
        if (name.EndsWith(".asc", StringComparison.OrdinalIgnoreCase)) return AsciiGrid.Read(bytes.Span, name);
        if (!name.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) throw new InputException($"{name}: a height map is an ESRI ASCII grid (.asc) or a PNG (.png)");
        var image = PngReader.Read(bytes.Span, name, TerrainParameters.MaxSide);
        if (Math.Min(image.Width, image.Height) < TerrainParameters.MinSide) throw new InputException($"{name}: a height map has {TerrainParameters.MinSide} to {TerrainParameters.MaxSide} columns and rows, this one {image.Width} x {image.Height}");
        var cells = new int[image.Width * image.Height];
        for (var i = 0; i < cells.Length; i++) cells[i] = bottom + (int)((long)image.Samples[i * image.Channels] * relief / image.MaxSample);
        return (image.Width, image.Height, cells);
    }
}
