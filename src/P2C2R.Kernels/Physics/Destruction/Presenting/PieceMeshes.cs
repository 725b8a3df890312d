using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Fracturing;

namespace P2C2R.Kernels.Physics.Destruction.Presenting;

/// <summary>
/// Pieces as meshes: one for each material outside, and one of what is inside. Outside is as the solid's mesh was: materials, normals, texture
/// coordinates and colours. Where there are none, and inside, normals are flat and texture coordinates go along the two axes of the world that a
/// face shows most of, so that a texture goes on over the cuts of a solid's surface, and inside over all pieces of a plane.
/// </summary>
internal sealed class PieceMeshes
{
    private static readonly byte[][] OutsideColors = [[190, 176, 150, 255], [160, 170, 185, 255], [185, 150, 130, 255], [150, 175, 150, 255]];
    private static readonly byte[][] InsideColors = [[214, 110, 70, 255], [226, 176, 84, 255], [88, 140, 190, 255], [170, 120, 180, 255]];

    private readonly SolidLook _look;
    private readonly int _surface;
    private readonly int _interior;
    private readonly int _source;

    /// <summary>For the pieces of a solid.</summary>
    /// <param name="look">How it looks.</param>
    /// <param name="solid">Its number.</param>
    /// <param name="materials">Receives its materials.</param>
    public PieceMeshes(SolidLook look, int solid, GlbMaterialList materials)
    {
        _look = look;
        _surface = Add(materials, look.Surface, OutsideColors[solid % OutsideColors.Length]);
        _interior = Add(materials, look.Interior, InsideColors[solid % InsideColors.Length]);
        _source = look.Mesh is { } mesh ? materials.AddAll(mesh.Surface.Source) : 0;
    }

    /// <summary>The colour of a solid's surface or of what is inside, for plain pictures.</summary>
    public static byte[] Color(SolidLook look, int solid, bool isOutside)
    {
        var color = (isOutside ? look.Surface : look.Interior).Color;
        return color is null ? (isOutside ? OutsideColors : InsideColors)[solid % OutsideColors.Length] : [.. color.Select(static c => (byte)(255 * c)), 255];
    }

    /// <summary>The meshes of a piece.</summary>
    public IEnumerable<GlbNode> Of(FracturedPiece piece, int number)
    {
        int MaterialOf(int triangle) => triangle >= piece.Outside ? _interior : _look.Mesh?.MaterialOf(piece.Sources[triangle]) is { } own and >= 0 ? _source + own : _surface;
        return Enumerable.Range(0, piece.Triangles.Length / 3).GroupBy(t => (IsInside: t >= piece.Outside, Material: MaterialOf(t))).OrderBy(static g => g.Key).Select(group =>
            Make(piece, [.. group], group.Key.IsInside, $"piece {number}, {(group.Key.IsInside ? "inside" : "outside")}") with { Material = group.Key.Material });
    }

    /// <summary>A triangle's unit normal; up where it has no area.</summary>
    public static Float3 Normal(FracturedPiece piece, int triangle)
    {
        var (a, b, c) = (piece.Places[piece.Triangles[3 * triangle]], piece.Places[piece.Triangles[(3 * triangle) + 1]], piece.Places[piece.Triangles[(3 * triangle) + 2]]);
        var normal = Float3.Cross(b - a, c - a).Normalized();
        return normal == default ? new(0, 1, 0) : normal;
    }

    private static int Add(GlbMaterialList materials, SurfaceLook look, byte[] color)
    {
        var parts = look.Color ?? (look.Texture is null ? [.. color.Take(3).Select(static c => c / 255f)] : [1, 1, 1]);
        var picture = look.Texture is { } texture ? materials.AddPicture(texture, GltfMaterialSource.TypeOf(texture.Span)!) : -1;
        return materials.Add(parts[0], parts[1], parts[2], picture);
    }

    private GlbNode Make(FracturedPiece piece, int[] triangles, bool isInside, string name)
    {
        var look = isInside ? null : _look.Mesh;
        var corners = 3 * triangles.Length;
        var node = new GlbNode(name, new float[3 * corners], [.. Enumerable.Range(0, corners)])
        {
            Normals = new float[3 * corners],
            TexCoords0 = new float[2 * corners],
            TexCoords1 = look?.Surface.TexCoords1 is null ? null : new float[2 * corners],
            Colors = look?.Surface.Colors is null ? null : new byte[4 * corners],
        };
        for (var at = 0; at < corners; at++) SetCorner(node, at, piece, triangles[at / 3], at % 3, look, (isInside ? _look.Interior : _look.Surface).TextureSize);
        return node;
    }

    private static void SetCorner(GlbNode node, int at, FracturedPiece piece, int triangle, int corner, MeshLook? look, float size)
    {
        var (place, flat) = (piece.Places[piece.Triangles[(3 * triangle) + corner]], Normal(piece, triangle));
        var world = place + piece.Center;
        Set(node.Positions, at, place);
        if (look is null || (uint)piece.Sources[triangle] >= (uint)look.Sources.Length)
        {
            Set(node.Normals!, at, flat);
            (node.TexCoords0![2 * at], node.TexCoords0[(2 * at) + 1]) = Flat(flat, world * (1 / size));
            return;
        }

        var source = piece.Sources[triangle];
        var shares = look.SharesAt(source, new Double3(piece.Center.X, piece.Center.Y, piece.Center.Z) + new Double3(place.X, place.Y, place.Z));
        Set(node.Normals!, at, look.NormalAt(source, shares, flat));
        if (look.Surface.TexCoords0 is { } first) look.Mix(first, 2, source, shares, node.TexCoords0.AsSpan(2 * at, 2));
        else (node.TexCoords0![2 * at], node.TexCoords0[(2 * at) + 1]) = Flat(flat, world * (1 / size));
        if (look.Surface.TexCoords1 is { } second) look.Mix(second, 2, source, shares, node.TexCoords1.AsSpan(2 * at, 2));
        if (look.Surface.Colors is not { } colors) return;
        Span<float> color = stackalloc float[4];
        look.Mix(colors, 4, source, shares, color);
        for (var i = 0; i < 4; i++) node.Colors![(4 * at) + i] = (byte)Math.Clamp((255 * color[i]) + 0.5f, 0, 255);
    }

    private static void Set(float[] values, int at, Float3 v) => (values[3 * at], values[(3 * at) + 1], values[(3 * at) + 2]) = (v.X, v.Y, v.Z);

    private static (float U, float V) Flat(Float3 normal, Float3 p)
    {
        var (x, y, z) = (Math.Abs(normal.X), Math.Abs(normal.Y), Math.Abs(normal.Z));
        return x >= y && x >= z ? (p.Z, -p.Y) : y >= z ? (p.X, p.Z) : (p.X, -p.Y);
    }
}
