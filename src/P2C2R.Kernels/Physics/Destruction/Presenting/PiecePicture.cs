using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Fracturing;

namespace P2C2R.Kernels.Physics.Destruction.Presenting;

/// <summary>A plain picture of pieces: triangles with a depth buffer, one light, seen from above and the side. For people's eyes; never hashed.</summary>
internal sealed class PiecePicture
{
    /// <summary>Pixels in a row.</summary>
    public const int Width = 640;

    /// <summary>Rows.</summary>
    public const int Height = 400;

    private const float Zoom = 1.2f;

    private readonly float[] _depths = new float[Width * Height];
    private readonly Float3 _eye, _right, _up, _forward;
    private readonly Float3 _light = new Float3(0.4f, 0.8f, 0.45f).Normalized();

    /// <summary>An empty picture.</summary>
    /// <param name="low">A corner of what is to be seen.</param>
    /// <param name="high">The opposite corner.</param>
    public PiecePicture(Float3 low, Float3 high)
    {
        var middle = (low + high) * 0.5f;
        _forward = (-new Float3(0.55f, 0.38f, 0.75f)).Normalized();
        _right = Float3.Cross(_forward, new(0, 1, 0)).Normalized();
        _up = Float3.Cross(_right, _forward);
        _eye = middle - (_forward * ((high - low).Length * 1.05f));
        Array.Fill(_depths, float.MaxValue);
        for (var i = 0; i < Pixels.Length; i += 3) (Pixels[i], Pixels[i + 1], Pixels[i + 2]) = (238, 241, 244);
    }

    /// <summary>Red, green, blue; rows from the top.</summary>
    public byte[] Pixels { get; } = new byte[3 * Width * Height];

    /// <summary>Adds a piece, in a shade of its own.</summary>
    public void Add(FracturedPiece piece, int number, Float3 position, Rotation turn, byte[] outsideColor, byte[] insideColor)
    {
        var tint = 0.78f + (0.22f * (number * 0.618034f % 1));
        byte[] Tinted(byte[] color) => [.. color.Select(c => (byte)(c * tint))];
        var (outside, inside) = (Tinted(outsideColor), Tinted(insideColor));
        for (var t = 0; t < piece.Triangles.Length / 3; t++)
        {
            var normal = turn.Turn(PieceMeshes.Normal(piece, t));
            Add(Corner(piece, t, 0, position, turn), Corner(piece, t, 1, position, turn), Corner(piece, t, 2, position, turn), normal, t < piece.Outside ? outside : inside);
        }
    }

    /// <summary>Adds a triangle of the world.</summary>
    public void Add(Float3 a, Float3 b, Float3 c, Float3 normal, byte[] color)
    {
        if (Float3.Dot(normal, a - _eye) >= 0) return;
        var shade = 0.35f + (0.65f * Math.Max(0, Float3.Dot(normal, _light)));
        var (p, q, r) = (See(a), See(b), See(c));
        if (p.Depth <= 0.01f || q.Depth <= 0.01f || r.Depth <= 0.01f) return;
        var area = ((q.X - p.X) * (r.Y - p.Y)) - ((q.Y - p.Y) * (r.X - p.X));
        if (area == 0) return;
        var (left, right) = ((int)Math.Max(0, Math.Min(p.X, Math.Min(q.X, r.X))), (int)Math.Min(Width - 1, Math.Max(p.X, Math.Max(q.X, r.X)) + 1));
        var (top, bottom) = ((int)Math.Max(0, Math.Min(p.Y, Math.Min(q.Y, r.Y))), (int)Math.Min(Height - 1, Math.Max(p.Y, Math.Max(q.Y, r.Y)) + 1));
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var (u, v) = ((x + 0.5f), (y + 0.5f));
                var s = (((q.X - u) * (r.Y - v)) - ((q.Y - v) * (r.X - u))) / area;
                var t = (((r.X - u) * (p.Y - v)) - ((r.Y - v) * (p.X - u))) / area;
                if (s < 0 || t < 0 || s + t > 1) continue;
                var depth = (s * p.Depth) + (t * q.Depth) + ((1 - s - t) * r.Depth);
                var at = (y * Width) + x;
                if (depth >= _depths[at]) continue;
                _depths[at] = depth;
                for (var i = 0; i < 3; i++) Pixels[(3 * at) + i] = (byte)(color[i] * shade);
            }
        }
    }

    private static Float3 Corner(FracturedPiece piece, int triangle, int corner, Float3 position, Rotation turn) => position + turn.Turn(piece.Places[piece.Triangles[(3 * triangle) + corner]]);

    private (float X, float Y, float Depth) See(Float3 p)
    {
        var d = p - _eye;
        var depth = Float3.Dot(d, _forward);
        var scale = Zoom * Height / Math.Max(0.01f, depth);
        return ((Width / 2f) + (Float3.Dot(d, _right) * scale), (Height / 2f) - (Float3.Dot(d, _up) * scale), depth);
    }
}
