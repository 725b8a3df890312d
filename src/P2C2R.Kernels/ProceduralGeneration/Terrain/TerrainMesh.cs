using P2C2R.Kernels.Meshes;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>A terrain as a mesh in metres, coloured as <see cref="ReliefPicture"/> is without its shadows, its middle at the origin. The sea is flat. Never hashed.</summary>
internal static class TerrainMesh
{
    private const int MaxVerticesOnASide = 384;

    /// <summary>Writes it as glTF.</summary>
    /// <returns>Vertices and triangles.</returns>
    public static (int Vertices, int Triangles) Write(FinishedTerrain terrain, Stream destination)
    {
        var step = (Math.Max(terrain.Width, terrain.Height) + MaxVerticesOnASide - 1) / MaxVerticesOnASide;
        var (columns, rows) = (((terrain.Width - 1) / step) + 1, ((terrain.Height - 1) / step) + 1);
        var positions = new float[3 * columns * rows];
        var normals = new float[3 * columns * rows];
        var colors = new byte[4 * columns * rows];
        for (var i = 0; i < columns * rows; i++)
        {
            var (x, y) = (i % columns * step, i / columns * step);
            WriteVertex(terrain, x, y, step, positions.AsSpan(3 * i, 3), normals.AsSpan(3 * i, 3));
            WriteColor(terrain, x, y, colors.AsSpan(4 * i, 4));
        }

        var indices = Triangulate(columns, rows);
        GlbWriter.Write(destination, [new GlbNode("terrain", positions, indices) { Normals = normals, Colors = colors }]);
        return (columns * rows, indices.Length / 3);
    }

    private static void WriteVertex(FinishedTerrain terrain, int x, int y, int step, Span<float> position, Span<float> normal)
    {
        var cellSize = terrain.Parameters.CellSize;
        position[0] = (float)((x - (terrain.Width / 2.0)) * cellSize);
        position[1] = (float)terrain.SurfaceMetres(x, y);
        position[2] = (float)((y - (terrain.Height / 2.0)) * cellSize);
        var (left, right) = (Math.Max(0, x - step), Math.Min(terrain.Width - 1, x + step));
        var (top, bottom) = (Math.Max(0, y - step), Math.Min(terrain.Height - 1, y + step));
        var dx = (terrain.SurfaceMetres(right, y) - terrain.SurfaceMetres(left, y)) / ((right - left) * cellSize);
        var dy = (terrain.SurfaceMetres(x, bottom) - terrain.SurfaceMetres(x, top)) / ((bottom - top) * cellSize);
        var length = Math.Sqrt((dx * dx) + (dy * dy) + 1);
        (normal[0], normal[1], normal[2]) = ((float)(-dx / length), (float)(1 / length), (float)(-dy / length));
    }

    /// <summary>Linear colours; the screen's curve is about a square.</summary>
    private static void WriteColor(FinishedTerrain terrain, int x, int y, Span<byte> color)
    {
        var cell = (y * terrain.Width) + x;
        var biome = WaterCode.IsRiver(terrain.Water[cell]) ? Biome.Lake : (Biome)terrain.Biomes[cell];
        var (r, g, b) = ReliefPicture.ColorOf(biome);
        (color[0], color[1], color[2], color[3]) = ((byte)(r * r / 255), (byte)(g * g / 255), (byte)(b * b / 255), byte.MaxValue);
    }

    private static int[] Triangulate(int columns, int rows)
    {
        var indices = new int[6 * (columns - 1) * (rows - 1)];
        var used = 0;
        for (var y = 0; y < rows - 1; y++)
        {
            for (var x = 0; x < columns - 1; x++)
            {
                var corner = (y * columns) + x;
                foreach (var index in (ReadOnlySpan<int>)[corner, corner + columns, corner + 1, corner + 1, corner + columns, corner + columns + 1]) indices[used++] = index;
            }
        }

        return indices;
    }
}
