using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Shapes;

/// <summary>
/// The triangles of a mesh under a tree of boxes. A triangle knows which of its sides are sharp and convex: only there may a contact's normal differ from its own.
/// </summary>
internal sealed class TriangleTree
{
    private readonly Float3[] _corners;
    private readonly BoxTree _boxes;

    /// <summary>Builds.</summary>
    /// <param name="positions">x, y, z of each vertex.</param>
    /// <param name="indices">Three vertices a triangle, counter-clockwise from its front.</param>
    /// <param name="cancellation">Ends the building.</param>
    public TriangleTree(ReadOnlySpan<float> positions, ReadOnlySpan<int> indices, CancellationToken cancellation = default)
    {
        _corners = new Float3[indices.Length];
        for (var i = 0; i < indices.Length; i++) _corners[i] = Float3.From(positions, 3 * indices[i]);
        var boxes = new (Float3 Low, Float3 High)[Count];
        for (var t = 0; t < boxes.Length; t++) boxes[t] = Bounds(t);
        _boxes = new BoxTree(boxes, cancellation);
        SharpSides = FindSharpSides(cancellation);
    }

    /// <summary>Triangles.</summary>
    public int Count => _corners.Length / 3;

    /// <summary>Corner of the smallest upright box around all.</summary>
    public Float3 Low => _boxes.Low;

    /// <summary>The opposite corner.</summary>
    public Float3 High => _boxes.High;

    /// <summary>For each triangle a bit for each side (from corner i on) at which the surface bends away from its front.</summary>
    public byte[] SharpSides { get; }

    /// <summary>A corner of a triangle.</summary>
    public Float3 Corner(int triangle, int i) => _corners[(3 * triangle) + i];

    /// <summary>Numbers of the triangles whose boxes meet a box, in order.</summary>
    public void Find(Float3 low, Float3 high, List<int> found) => _boxes.Find(low, high, found);

    /// <summary>Numbers of the triangles whose boxes a segment comes through, in order.</summary>
    public void FindAlong(Double3 from, Double3 to, List<int> found) => _boxes.FindAlong(from, to, found);

    private (Float3 Low, Float3 High) Bounds(int triangle)
    {
        var (a, b, c) = (Corner(triangle, 0), Corner(triangle, 1), Corner(triangle, 2));
        return (Float3.Min(a, Float3.Min(b, c)), Float3.Max(a, Float3.Max(b, c)));
    }

    private byte[] FindSharpSides(CancellationToken cancellation)
    {
        var opposite = new Dictionary<(Float3, Float3), (int Triangle, Float3 Corner)>();
        for (var t = 0; t < Count; t++)
        {
            cancellation.LookNowAndThen(t);
            for (var i = 0; i < 3; i++) opposite.TryAdd((Corner(t, i), Corner(t, (i + 1) % 3)), (t, Corner(t, (i + 2) % 3)));
        }

        var sharp = new byte[Count];
        for (var t = 0; t < Count; t++)
        {
            cancellation.LookNowAndThen(t);
            var normal = Float3.Cross(Corner(t, 1) - Corner(t, 0), Corner(t, 2) - Corner(t, 0)).Normalized();
            for (var i = 0; i < 3; i++)
            {
                var (a, b) = (Corner(t, i), Corner(t, (i + 1) % 3));
                var isSharp = !opposite.TryGetValue((b, a), out var other) || Float3.Dot(normal, other.Corner - a) < -0.01f * (b - a).Length;
                if (isSharp) sharp[t] |= (byte)(1 << i);
            }
        }

        return sharp;
    }
}
