using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>A plain tree of boxes, halved at the middle triangle.</summary>
internal sealed class BinaryTree
{
    private const int LeafSize = 4;

    private readonly List<(Float3 Low, Float3 High, int Right, int First, int Count)> _nodes = [];
    private readonly List<(Float3 A, Float3 B, Float3 C, int Instance, int Triangle)> _triangles = [];

    public BinaryTree(IReadOnlyList<TriangleMesh> meshes, IReadOnlyList<GeometryInstance> instances, CancellationToken cancellation)
    {
        for (var i = 0; i < instances.Count; i++) Add(meshes, instances[i], i);
        if (_triangles.Count > 0) Split(0, _triangles.Count, cancellation);
    }

    public Float3 Low => _nodes.Count > 0 ? _nodes[0].Low : default;

    public Float3 High => _nodes.Count > 0 ? _nodes[0].High : default;

    public bool Find<TFilter>(in Ray ray, ref TFilter filter, bool anyHit, out Hit hit)
        where TFilter : struct, IHitFilter
    {
        hit = Hit.None;
        var frame = new RayFrame(ray, Low, High);
        if (!frame.IsUsable || _nodes.Count == 0) return false;
        Span<int> stack = stackalloc int[64];
        var top = 0;
        stack[top++] = 0;
        var rest = ray;
        while (top > 0)
        {
            var at = stack[--top];
            var node = _nodes[at];
            if (!Passes(rest, frame, node.Low, node.High)) continue;
            if (node.Count == 0)
            {
                stack[top++] = node.Right;
                stack[top++] = at + 1;
                continue;
            }

            for (var i = node.First; i < node.First + node.Count; i++)
            {
                var t = _triangles[i];
                var found = new Hit { Instance = t.Instance, Triangle = t.Triangle };
                if (!TriangleTest.Meets(rest, frame, t.A, t.B, t.C, ref found)) continue;
                if (hit.Found && found.Distance == hit.Distance && (found.Instance, found.Triangle).CompareTo((hit.Instance, hit.Triangle)) > 0) continue;
                if (!filter.Accepts(ray, found)) continue;
                hit = found;
                rest = rest with { Farthest = found.Distance };
                if (anyHit) return true;
            }
        }

        return hit.Found;
    }

    private static bool Passes(in Ray ray, in RayFrame frame, Float3 low, Float3 high)
    {
        var (enter, leave) = (ray.Nearest, ray.Farthest);
        for (var axis = 0; axis < 3; axis++)
        {
            var (o, inverse) = (RayFrame.Part(frame.Origin, axis), RayFrame.Part(frame.Inverse, axis));
            var (first, last) = (((RayFrame.Part(low, axis) - o) - frame.Margin) * inverse, ((RayFrame.Part(high, axis) - o) + frame.Margin) * inverse);
            if (inverse < 0) (first, last) = (last, first);
            if (first > enter) enter = first;
            if (last < leave) leave = last;
        }

        return enter <= leave;
    }

    private void Add(IReadOnlyList<TriangleMesh> meshes, GeometryInstance instance, int number)
    {
        var mesh = meshes[instance.Mesh];
        for (var t = 0; t < mesh.TriangleCount; t++)
        {
            var corners = new Float3[3];
            for (var i = 0; i < 3; i++)
            {
                var index = mesh.Indices[(3 * t) + i];
                if ((uint)index >= (uint)mesh.VertexCount) throw new InputException($"mesh {instance.Mesh}, triangle {t}: there is no vertex {index}");
                corners[i] = instance.ToWorld == AffineTransform.Identity ? Float3.From(mesh.Positions, 3 * index) : instance.ToWorld.Point(Float3.From(mesh.Positions, 3 * index));
                var most = MathF.Max(MathF.Abs(corners[i].X), MathF.Max(MathF.Abs(corners[i].Y), MathF.Abs(corners[i].Z)));
                if (!(most <= SceneHierarchy.MaxCoordinate)) throw new InputException($"mesh {instance.Mesh}, vertex {index}: coordinates must be finite and within {SceneHierarchy.MaxCoordinate:E0} of 0");
            }

            _triangles.Add((corners[0], corners[1], corners[2], number, t));
        }
    }

    private void Split(int first, int count, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (low, high) = (_triangles[first].A, _triangles[first].A);
        for (var i = first; i < first + count; i++)
        {
            var (a, b, c, _, _) = _triangles[i];
            low = Float3.Min(low, Float3.Min(a, Float3.Min(b, c)));
            high = Float3.Max(high, Float3.Max(a, Float3.Max(b, c)));
        }

        var node = _nodes.Count;
        _nodes.Add((low, high, 0, first, count));
        if (count <= LeafSize) return;
        var size = high - low;
        var axis = size.X >= size.Y && size.X >= size.Z ? 0 : size.Y >= size.Z ? 1 : 2;
        var order = Comparer<(Float3 A, Float3 B, Float3 C, int Instance, int Triangle)>.Create((p, q) =>
        {
            var byPlace = RayFrame.Part(p.A + p.B + p.C, axis).CompareTo(RayFrame.Part(q.A + q.B + q.C, axis));
            return byPlace != 0 ? byPlace : (p.Instance, p.Triangle).CompareTo((q.Instance, q.Triangle));
        });
        _triangles.Sort(first, count, order);
        Split(first, count / 2, cancellation);
        var right = _nodes.Count;
        Split(first + (count / 2), count - (count / 2), cancellation);
        _nodes[node] = (low, high, right, 0, 0);
    }
}
