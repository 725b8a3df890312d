using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Shapes;

/// <summary>
/// The triangles of a mesh under a tree of boxes, split at the middle of the longer side by the order of their centres. A triangle knows
/// which of its sides are sharp and convex: only there may a contact's normal differ from its own.
/// </summary>
internal sealed class TriangleTree
{
    private const int LeafSize = 4;

    private readonly Float3[] _corners;
    private readonly int[] _order;
    private readonly List<(Float3 Low, Float3 High, int First, int Count, int Right)> _nodes = [];

    /// <summary>Builds.</summary>
    /// <param name="positions">x, y, z of each vertex.</param>
    /// <param name="indices">Three vertices a triangle, counter-clockwise from its front.</param>
    public TriangleTree(ReadOnlySpan<float> positions, ReadOnlySpan<int> indices)
    {
        _corners = new Float3[indices.Length];
        for (var i = 0; i < indices.Length; i++) _corners[i] = Float3.From(positions, 3 * indices[i]);
        _order = new int[indices.Length / 3];
        for (var t = 0; t < _order.Length; t++) _order[t] = t;
        Split(0, _order.Length);
        (Low, High) = (_nodes[0].Low, _nodes[0].High);
        SharpSides = FindSharpSides();
    }

    /// <summary>Triangles.</summary>
    public int Count => _order.Length;

    /// <summary>Corner of the smallest upright box around all.</summary>
    public Float3 Low { get; }

    /// <summary>The opposite corner.</summary>
    public Float3 High { get; }

    /// <summary>For each triangle a bit for each side (from corner i on) at which the surface bends away from its front.</summary>
    public byte[] SharpSides { get; }

    /// <summary>A corner of a triangle.</summary>
    public Float3 Corner(int triangle, int i) => _corners[(3 * triangle) + i];

    /// <summary>Numbers of the triangles whose boxes meet a box, in order.</summary>
    public void Find(Float3 low, Float3 high, List<int> found)
    {
        found.Clear();
        Span<int> stack = stackalloc int[64];
        var depth = 0;
        stack[depth++] = 0;
        while (depth > 0)
        {
            var at = stack[--depth];
            var (nodeLow, nodeHigh, first, count, right) = _nodes[at];
            if (!Meets(nodeLow, nodeHigh, low, high)) continue;
            if (right != 0)
            {
                stack[depth++] = right;
                stack[depth++] = at + 1;
                continue;
            }

            for (var i = first; i < first + count; i++)
            {
                var (a, b) = Bounds(_order[i]);
                if (Meets(a, b, low, high)) found.Add(_order[i]);
            }
        }

        found.Sort();
    }

    /// <summary>The smallest upright box around a triangle.</summary>
    public (Float3 Low, Float3 High) Bounds(int triangle)
    {
        var (a, b, c) = (Corner(triangle, 0), Corner(triangle, 1), Corner(triangle, 2));
        return (Float3.Min(a, Float3.Min(b, c)), Float3.Max(a, Float3.Max(b, c)));
    }

    private static bool Meets(Float3 low, Float3 high, Float3 otherLow, Float3 otherHigh) =>
        low.X <= otherHigh.X && high.X >= otherLow.X && low.Y <= otherHigh.Y && high.Y >= otherLow.Y && low.Z <= otherHigh.Z && high.Z >= otherLow.Z;

    private void Split(int first, int count)
    {
        var (low, high) = Bounds(_order[first]);
        for (var i = first + 1; i < first + count; i++)
        {
            var (a, b) = Bounds(_order[i]);
            (low, high) = (Float3.Min(low, a), Float3.Max(high, b));
        }

        var node = _nodes.Count;
        _nodes.Add((low, high, first, count, 0));
        if (count <= LeafSize) return;
        var size = high - low;
        var axis = size.X >= size.Y && size.X >= size.Z ? 0 : size.Y >= size.Z ? 1 : 2;
        _order.AsSpan(first, count).Sort((a, b) => Center(a, axis).CompareTo(Center(b, axis)) is var c && c != 0 ? c : a.CompareTo(b));
        Split(first, count / 2);
        var right = _nodes.Count;
        Split(first + (count / 2), count - (count / 2));
        _nodes[node] = (low, high, first, count, right);
    }

    private float Center(int triangle, int axis)
    {
        var sum = Corner(triangle, 0) + Corner(triangle, 1) + Corner(triangle, 2);
        return axis == 0 ? sum.X : axis == 1 ? sum.Y : sum.Z;
    }

    private byte[] FindSharpSides()
    {
        var opposite = new Dictionary<(Float3, Float3), (int Triangle, Float3 Corner)>();
        for (var t = 0; t < Count; t++)
        {
            for (var i = 0; i < 3; i++) opposite.TryAdd((Corner(t, i), Corner(t, (i + 1) % 3)), (t, Corner(t, (i + 2) % 3)));
        }

        var sharp = new byte[Count];
        for (var t = 0; t < Count; t++)
        {
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
