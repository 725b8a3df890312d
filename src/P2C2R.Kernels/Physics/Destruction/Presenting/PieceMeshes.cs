using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Fracturing;

namespace P2C2R.Kernels.Physics.Destruction.Presenting;

/// <summary>
/// A piece as two meshes, outside and inside, each with its own colour and flat normals. Texture coordinates are metres along the two axes of
/// the world that a face shows most of, so that a texture goes on over the cuts of a solid's surface, and inside over all pieces of a plane.
/// </summary>
internal static class PieceMeshes
{
    private static readonly byte[][] OutsideColors = [[190, 176, 150, 255], [160, 170, 185, 255], [185, 150, 130, 255], [150, 175, 150, 255]];
    private static readonly byte[][] InsideColors = [[214, 110, 70, 255], [226, 176, 84, 255], [88, 140, 190, 255], [170, 120, 180, 255]];

    /// <summary>The colour of a solid's surface or of what is inside.</summary>
    public static byte[] Color(int solid, bool isOutside) => (isOutside ? OutsideColors : InsideColors)[solid % OutsideColors.Length];

    /// <summary>One of the two; null where the piece has none of it.</summary>
    public static GlbNode? Of(FracturedPiece piece, int number, int solid, bool isOutside)
    {
        var (from, to) = isOutside ? (0, piece.Outside) : (piece.Outside, piece.Triangles.Length / 3);
        var corners = 3 * (to - from);
        if (corners == 0) return null;
        var (positions, normals, uvs) = (new float[3 * corners], new float[3 * corners], new float[2 * corners]);
        for (var t = from; t < to; t++)
        {
            var normal = Normal(piece, t);
            for (var i = 0; i < 3; i++)
            {
                var at = (3 * (t - from)) + i;
                var place = piece.Places[piece.Triangles[(3 * t) + i]];
                (positions[3 * at], positions[(3 * at) + 1], positions[(3 * at) + 2]) = (place.X, place.Y, place.Z);
                (normals[3 * at], normals[(3 * at) + 1], normals[(3 * at) + 2]) = (normal.X, normal.Y, normal.Z);
                (uvs[2 * at], uvs[(2 * at) + 1]) = Flat(normal, place + piece.Center);
            }
        }

        var name = $"piece {number}, {(isOutside ? "outside" : "inside")}";
        return new GlbNode(name, positions, [.. Enumerable.Range(0, corners)]) { Normals = normals, TexCoords0 = uvs, Colors = [.. Enumerable.Repeat(Color(solid, isOutside), corners).SelectMany(static c => c)] };
    }

    /// <summary>A triangle's unit normal; up where it has no area.</summary>
    public static Float3 Normal(FracturedPiece piece, int triangle)
    {
        var (a, b, c) = (piece.Places[piece.Triangles[3 * triangle]], piece.Places[piece.Triangles[(3 * triangle) + 1]], piece.Places[piece.Triangles[(3 * triangle) + 2]]);
        var normal = Float3.Cross(b - a, c - a).Normalized();
        return normal == default ? new(0, 1, 0) : normal;
    }

    private static (float U, float V) Flat(Float3 normal, Float3 p)
    {
        var (x, y, z) = (Math.Abs(normal.X), Math.Abs(normal.Y), Math.Abs(normal.Z));
        return x >= y && x >= z ? (p.Z, -p.Y) : y >= z ? (p.X, p.Z) : (p.X, -p.Y);
    }
}
