using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Shapes;

/// <summary>Upright boxes under a tree, split at the middle of the longest side by the order of their centres. What it finds comes in order, so nothing depends on how the tree grew.</summary>
internal sealed class BoxTree
{
    private const int LeafSize = 4;

    // A segment may pass a box by this much and share of its distance from the origin: boxes are rounded to binary32.
    private const double Slack = 1e-3;
    private const double RelativeSlack = 1e-6;

    private readonly (Float3 Low, Float3 High)[] _boxes;
    private readonly int[] _order;
    private readonly List<(Float3 Low, Float3 High, int First, int Count, int Right)> _nodes = [];

    /// <summary>Builds.</summary>
    /// <param name="boxes">At least one.</param>
    /// <param name="cancellation">Ends the building.</param>
    public BoxTree((Float3 Low, Float3 High)[] boxes, CancellationToken cancellation = default)
    {
        _boxes = boxes;
        _order = new int[boxes.Length];
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        Split(0, _order.Length, cancellation);
    }

    /// <summary>Corner of the smallest box around all.</summary>
    public Float3 Low => _nodes[0].Low;

    /// <summary>The opposite corner.</summary>
    public Float3 High => _nodes[0].High;

    /// <summary>Numbers of the boxes that meet a box, in order.</summary>
    public void Find(Float3 low, Float3 high, List<int> found) => Find(new InBox(low, high), found);

    /// <summary>Numbers of the boxes that a segment comes through or nearly so, in order.</summary>
    public void FindAlong(Double3 from, Double3 to, List<int> found) => Find(new OnSegment(from, to - from), found);

    private void Find<TTest>(TTest test, List<int> found)
        where TTest : struct, ITest
    {
        found.Clear();
        Span<int> stack = stackalloc int[64];
        var depth = 0;
        stack[depth++] = 0;
        while (depth > 0)
        {
            var at = stack[--depth];
            var (low, high, first, count, right) = _nodes[at];
            if (!test.Meets(low, high)) continue;
            if (right != 0)
            {
                stack[depth++] = right;
                stack[depth++] = at + 1;
                continue;
            }

            for (var i = first; i < first + count; i++)
            {
                if (test.Meets(_boxes[_order[i]].Low, _boxes[_order[i]].High)) found.Add(_order[i]);
            }
        }

        found.Sort();
    }

    private void Split(int first, int count, CancellationToken cancellation)
    {
        var (low, high) = _boxes[_order[first]];
        for (var i = first + 1; i < first + count; i++)
        {
            var (a, b) = _boxes[_order[i]];
            (low, high) = (Float3.Min(low, a), Float3.Max(high, b));
        }

        var node = _nodes.Count;
        _nodes.Add((low, high, first, count, 0));
        if (count <= LeafSize) return;
        var size = high - low;
        var axis = size.X >= size.Y && size.X >= size.Z ? 0 : size.Y >= size.Z ? 1 : 2;
        CancellableSort.Sort(_order.AsSpan(first, count), (a, b) => Center(a, axis).CompareTo(Center(b, axis)) is var c && c != 0 ? c : a.CompareTo(b), cancellation);
        Split(first, count / 2, cancellation);
        var right = _nodes.Count;
        Split(first + (count / 2), count - (count / 2), cancellation);
        _nodes[node] = (low, high, first, count, right);
    }

    private float Center(int box, int axis)
    {
        var sum = _boxes[box].Low + _boxes[box].High;
        return axis == 0 ? sum.X : axis == 1 ? sum.Y : sum.Z;
    }

    /// <summary>What a box may meet.</summary>
    private interface ITest
    {
        /// <summary>Whether it does.</summary>
        bool Meets(Float3 low, Float3 high);
    }

    private readonly record struct InBox(Float3 From, Float3 To) : ITest
    {
        public bool Meets(Float3 low, Float3 high) =>
            low.X <= To.X && high.X >= From.X && low.Y <= To.Y && high.Y >= From.Y && low.Z <= To.Z && high.Z >= From.Z;
    }

    private readonly record struct OnSegment(Double3 From, Double3 Along) : ITest
    {
        public bool Meets(Float3 low, Float3 high)
        {
            var (enter, leave) = (0.0, 1.0);
            return Clip(low.X, high.X, From.X, Along.X, ref enter, ref leave) && Clip(low.Y, high.Y, From.Y, Along.Y, ref enter, ref leave) && Clip(low.Z, high.Z, From.Z, Along.Z, ref enter, ref leave);
        }

        private static bool Clip(double low, double high, double from, double along, ref double enter, ref double leave)
        {
            var slack = Slack + (RelativeSlack * (Math.Abs(low) + Math.Abs(high)));
            (low, high) = (low - slack, high + slack);
            if (along == 0) return from >= low && from <= high;
            var (a, b) = ((low - from) / along, (high - from) / along);
            (enter, leave) = (Math.Max(enter, Math.Min(a, b)), Math.Min(leave, Math.Max(a, b)));
            return enter <= leave;
        }
    }
}
