using P2C2R.Kernels.Images;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>A map in colours: biomes, shaded as if the sun stood in the north-west, deeper water darker, rivers wider where they carry more. Never hashed.</summary>
internal sealed class ReliefPicture
{
    private const int MaxSide = 2048;
    private const double Exaggeration = 1.6;

    private static readonly (double R, double G, double B)[] Colors =
    [
        (0x1B, 0x3F, 0x6B), (0x3E, 0x7F, 0xA8), (0x3F, 0x86, 0xB5), (0xE3, 0xD3, 0x9E), (0xD9, 0xBE, 0x85), (0xC2, 0xBB, 0x73), (0x93, 0xB3, 0x5D),
        (0x5C, 0x8A, 0x48), (0x3A, 0x74, 0x3F), (0x55, 0x7D, 0x62), (0xA6, 0xA5, 0x8C), (0x8B, 0x84, 0x7C), (0xF2, 0xF5, 0xF8),
    ];

    private static readonly (double R, double G, double B) River = (0x33, 0x77, 0xAE);

    private readonly FinishedTerrain _terrain;
    private readonly double[] _metres;
    private readonly (double R, double G, double B)[] _ground;
    private readonly double[] _rivers;

    private ReliefPicture(FinishedTerrain terrain, int cellsPerPixel)
    {
        (_terrain, CellsPerPixel) = (terrain, cellsPerPixel);
        (Width, Height) = (Math.Max(1, terrain.Width / cellsPerPixel), Math.Max(1, terrain.Height / cellsPerPixel));
        (_metres, _ground, _rivers) = (new double[Width * Height], new (double, double, double)[Width * Height], new double[Width * Height]);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++) Gather(x, y);
        }
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Cells that a pixel is wide.</summary>
    public int CellsPerPixel { get; }

    /// <summary>Paints a terrain, smaller where it is very big.</summary>
    public static ReliefPicture Of(FinishedTerrain terrain, int maxSide = MaxSide) => new(terrain, (Math.Max(terrain.Width, terrain.Height) + maxSide - 1) / maxSide);

    /// <summary>The picture.</summary>
    public byte[] Paint()
    {
        var rgb = new byte[Width * Height * 3];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var at = (y * Width) + x;
                var color = Mix(Ground(x, y), River, Math.Min(0.9, _rivers[at]));
                var light = Light(x, y);
                rgb[3 * at] = ToByte(color.R * light);
                rgb[(3 * at) + 1] = ToByte(color.G * light);
                rgb[(3 * at) + 2] = ToByte(color.B * (light < 1 ? light + ((1 - light) * 0.12) : light));
            }
        }

        return rgb;
    }

    /// <summary>Writes it.</summary>
    public void WritePng(Stream destination) => PngWriter.Write(destination, Width, Height, Paint());

    /// <summary>A biome's colour.</summary>
    public static (double R, double G, double B) ColorOf(Biome biome) => Colors[(int)biome];

    private void Gather(int x, int y)
    {
        var at = (y * Width) + x;
        double metres = 0, rivers = 0;
        var (r, g, b) = (0.0, 0.0, 0.0);
        for (var cellY = y * CellsPerPixel; cellY < (y + 1) * CellsPerPixel; cellY++)
        {
            for (var cellX = x * CellsPerPixel; cellX < (x + 1) * CellsPerPixel; cellX++)
            {
                var cell = (cellY * _terrain.Width) + cellX;
                metres += _terrain.SurfaceMetres(cellX, cellY);
                var color = WaterColor(cell);
                (r, g, b) = (r + color.R, g + color.G, b + color.B);
                if (WaterCode.IsRiver(_terrain.Water[cell])) rivers += 0.45 + (0.12 * WaterCode.Strength(_terrain.Water[cell]));
            }
        }

        double count = CellsPerPixel * CellsPerPixel;
        _metres[at] = metres / count;
        _ground[at] = (r / count, g / count, b / count);
        _rivers[at] = rivers / CellsPerPixel;
    }

    /// <summary>A biome's colour; the sea's depends smoothly on its depth.</summary>
    private (double R, double G, double B) WaterColor(int cell)
    {
        var biome = (Biome)_terrain.Biomes[cell];
        if (biome is not (Biome.DeepSea or Biome.ShallowSea)) return Colors[(int)biome];
        var depth = (_terrain.Scale.SeaLevel - _terrain.Heights[cell]) / (0.25 * Math.Max(1, _terrain.Scale.SeaLevel));
        return Mix((0x5F, 0xA3, 0xBF), Colors[(int)Biome.DeepSea], Math.Min(1, Math.Sqrt(Math.Max(0, depth))));
    }

    /// <summary>The mean with the eight pixels around, so that biomes don't meet in hard steps.</summary>
    private (double R, double G, double B) Ground(int x, int y)
    {
        var (r, g, b, weight) = (0.0, 0.0, 0.0, 0.0);
        for (var dy = -1; dy <= 1; dy++)
        {
            for (var dx = -1; dx <= 1; dx++)
            {
                if ((uint)(x + dx) >= (uint)Width || (uint)(y + dy) >= (uint)Height) continue;
                var share = (2 - Math.Abs(dx)) * (2 - Math.Abs(dy));
                var color = _ground[((y + dy) * Width) + x + dx];
                (r, g, b, weight) = (r + (share * color.R), g + (share * color.G), b + (share * color.B), weight + share);
            }
        }

        return (r / weight, g / weight, b / weight);
    }

    private double Light(int x, int y)
    {
        if (IsWater(x, y)) return 1;
        var scale = Exaggeration / (_terrain.Parameters.CellSize * CellsPerPixel);
        var dx = (Metres(x + 1, y) - Metres(x - 1, y)) * scale / 2;
        var dy = (Metres(x, y + 1) - Metres(x, y - 1)) * scale / 2;
        var length = Math.Sqrt((dx * dx) + (dy * dy) + 1);

        // A sun in the north-west, 45 degrees high, and a bright sky: flat land has light 1.
        var sun = ((dx * 0.5) + (dy * 0.5) + 0.7071) / length;
        var sky = 1 / length;
        return Math.Clamp(0.25 + (0.75 * Math.Max(0, sun) / 0.7071) - (0.15 * (1 - sky)), 0.34, 1.35);
    }

    private bool IsWater(int x, int y)
    {
        var cell = (y * CellsPerPixel * _terrain.Width) + (x * CellsPerPixel);
        return _terrain.Water[cell] is WaterCode.Sea or WaterCode.Lake;
    }

    private double Metres(int x, int y) => _metres[(Math.Clamp(y, 0, Height - 1) * Width) + Math.Clamp(x, 0, Width - 1)];

    private static (double R, double G, double B) Mix((double R, double G, double B) a, (double R, double G, double B) b, double part) =>
        (a.R + (part * (b.R - a.R)), a.G + (part * (b.G - a.G)), a.B + (part * (b.B - a.B)));

    private static byte ToByte(double value) => (byte)Math.Clamp(value, 0, 255);
}
