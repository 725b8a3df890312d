using P2C2R.Kernels.Images;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Fluid.Presenting;

/// <summary>Some frames as a picture, one beside the other: surfaces with depth, light from above, in front of the tank's back. Never hashed.</summary>
/// <param name="document">The tank.</param>
/// <param name="columns">Frames in a row.</param>
/// <param name="rows">Rows of them.</param>
internal sealed class FluidPicture(FluidDocument document, int columns, int rows)
{
    private const int PanelWidth = 480;
    private const int PanelHeight = 320;
    private const float LookDown = 0.42f;
    private const float LookAside = 0.5f;

    private readonly byte[] _rgb = new byte[3 * columns * PanelWidth * rows * PanelHeight];
    private readonly float[] _depth = new float[columns * PanelWidth * rows * PanelHeight];

    private int Width => columns * PanelWidth;

    /// <summary>Paints a frame.</summary>
    /// <param name="panel">Where.</param>
    /// <param name="surface">The fluid.</param>
    /// <param name="solids">What is solid: obstacles of material 0, bodies of material 1.</param>
    public void Paint(int panel, GlbNode? surface, IReadOnlyList<GlbNode> solids)
    {
        var (left, top) = (panel % columns * PanelWidth, panel / columns * PanelHeight);
        for (var y = 0; y < PanelHeight; y++)
        {
            for (var x = 0; x < PanelWidth; x++) Set(((top + y) * Width) + left + x, 226 - (y / 8), 230 - (y / 9), 236 - (y / 10), float.MaxValue);
        }

        PaintTank(left, top);
        foreach (var solid in solids) PaintMesh(solid, solid.Material == 0 ? (176, 170, 160) : (224, 140, 70), left, top);
        if (surface is not null) PaintMesh(surface, (70, 150, 225), left, top);
    }

    /// <summary>Writes it.</summary>
    public void WritePng(Stream destination) => PngWriter.Write(destination, Width, rows * PanelHeight, _rgb);

    /// <summary>Parallel projection, turned aside and down, fitted to the tank.</summary>
    private (float X, float Y, float Depth) Project(float x, float y, float z)
    {
        var (w, h, d) = (document.Shape.CellsX * (float)document.Cell, document.Shape.CellsY * (float)document.Cell, document.Shape.CellsZ * (float)document.Cell);
        (x, y, z) = (x - (w / 2), y - (h / 2), z - (d / 2));
        var (across, away) = ((x * 0.8776f) - (z * LookAside), (x * LookAside) + (z * 0.8776f));
        var (up, towards) = ((y * 0.909f) - (away * LookDown), (y * LookDown) + (away * 0.909f));
        var scale = Math.Min((PanelWidth - 24) / ((w * 0.8776f) + (d * LookAside)), (PanelHeight - 24) / ((h * 0.909f) + (((w * LookAside) + (d * 0.8776f)) * LookDown)));
        return ((PanelWidth / 2f) + (across * scale), (PanelHeight / 2f) - (up * scale), -towards * scale);
    }

    private void PaintTank(int left, int top)
    {
        var (w, h, d) = (document.Shape.CellsX * (float)document.Cell, document.Shape.CellsY * (float)document.Cell, document.Shape.CellsZ * (float)document.Cell);
        for (var edge = 0; edge < 12; edge++)
        {
            var (from, to) = MarchingCubes.Edges[edge];
            var a = Project((from & 1) * w, (from >> 1 & 1) * h, (from >> 2) * d);
            var b = Project((to & 1) * w, (to >> 1 & 1) * h, (to >> 2) * d);
            for (var i = 0; i <= 600; i++)
            {
                var t = i / 600f;
                Set(((top + (int)(a.Y + (t * (b.Y - a.Y)))) * Width) + left + (int)(a.X + (t * (b.X - a.X))), 120, 126, 134, a.Depth + (t * (b.Depth - a.Depth)) + 1);
            }
        }
    }

    private void PaintMesh(GlbNode mesh, (int Red, int Green, int Blue) color, int left, int top)
    {
        for (var i = 0; i < mesh.Indices.Length; i += 3) PaintTriangle(mesh, i, color, left, top);
    }

    private static float Light(Float3 normal) => Math.Clamp((0.35f * normal.X) + (0.75f * normal.Y) + (0.55f * normal.Z), 0, 1);

    private static Float3 FaceNormal(GlbNode mesh, int triangle)
    {
        var (a, b, c) = (Float3.From(mesh.Positions, 3 * mesh.Indices[triangle]), Float3.From(mesh.Positions, 3 * mesh.Indices[triangle + 1]), Float3.From(mesh.Positions, 3 * mesh.Indices[triangle + 2]));
        return Float3.Cross(b - a, c - a).Normalized();
    }

    private void PaintTriangle(GlbNode surface, int triangle, (int Red, int Green, int Blue) color, int left, int top)
    {
        Span<(float X, float Y, float Depth)> at = stackalloc (float X, float Y, float Depth)[3];
        Span<float> light = stackalloc float[3];
        for (var i = 0; i < 3; i++)
        {
            var v = 3 * surface.Indices[triangle + i];
            at[i] = Project(surface.Positions[v], surface.Positions[v + 1], surface.Positions[v + 2]);
            light[i] = Light(surface.Normals is null ? FaceNormal(surface, triangle) : Float3.From(surface.Normals, v));
        }

        var area = Turn(at[0], at[1], at[2].X, at[2].Y);
        if (area >= 0) return;
        var (minX, maxX) = ((int)Math.Max(0, Math.Min(at[0].X, Math.Min(at[1].X, at[2].X))), (int)Math.Min(PanelWidth - 1, Math.Max(at[0].X, Math.Max(at[1].X, at[2].X)) + 1));
        var (minY, maxY) = ((int)Math.Max(0, Math.Min(at[0].Y, Math.Min(at[1].Y, at[2].Y))), (int)Math.Min(PanelHeight - 1, Math.Max(at[0].Y, Math.Max(at[1].Y, at[2].Y)) + 1));
        for (var y = minY; y <= maxY; y++)
        {
            for (var x = minX; x <= maxX; x++)
            {
                var (a, b, c) = (Turn(at[1], at[2], x + 0.5f, y + 0.5f) / area, Turn(at[2], at[0], x + 0.5f, y + 0.5f) / area, Turn(at[0], at[1], x + 0.5f, y + 0.5f) / area);
                if (a < 0 || b < 0 || c < 0) continue;
                var shade = 0.30f + (0.70f * ((a * light[0]) + (b * light[1]) + (c * light[2])));
                Set(((top + y) * Width) + left + x, (int)(color.Red * shade), (int)(color.Green * shade), (int)(color.Blue * shade), (a * at[0].Depth) + (b * at[1].Depth) + (c * at[2].Depth));
            }
        }
    }

    private static float Turn((float X, float Y, float Depth) a, (float X, float Y, float Depth) b, float x, float y) => ((b.X - a.X) * (y - a.Y)) - ((b.Y - a.Y) * (x - a.X));

    private void Set(int pixel, int red, int green, int blue, float depth)
    {
        if (depth > _depth[pixel] && depth < float.MaxValue) return;
        _depth[pixel] = depth;
        (_rgb[3 * pixel], _rgb[(3 * pixel) + 1], _rgb[(3 * pixel) + 2]) = ((byte)red, (byte)green, (byte)blue);
    }
}
