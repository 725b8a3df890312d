using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>
/// Parts a set of primitives in two where the surface area heuristic says that rays cost least: I. Wald, "On fast Construction of
/// SAH-based Bounding Volume Hierarchies" (IEEE Symposium on Interactive Ray Tracing 2007). Middles are counted into bins along all
/// three axes at once, and the planes between bins are compared. One object a thread.
/// </summary>
internal sealed unsafe class BinnedSplit
{
    private const int MaxBins = 16;

    // The fourth lane has the primitive's number: it must never look like a place.
    private static readonly Vector128<float> ThreeLanes = Vector128.Create(-1, -1, -1, 0).AsSingle();

    private readonly AlignedArray<Box> _bins = new(3 * MaxBins);
    private readonly AlignedArray<Vector128<int>> _counts = new(MaxBins);
    private readonly AlignedArray<Vector128<float>> _costsAbove = new(MaxBins);

    private int _binCount;
    private Vector128<float> _start;
    private Vector128<float> _binsPerLength;

    /// <summary>Parts a set; both parts have at least one primitive.</summary>
    /// <param name="primitives">The builder's array; the set's part of it is reordered.</param>
    /// <param name="set">At least two primitives.</param>
    /// <param name="halve">Whether to halve by number instead, for trees that would become too deep.</param>
    /// <param name="left">Receives the first part.</param>
    /// <param name="right">Receives the second part.</param>
    public void Split(PrimitiveBox* primitives, in PrimitiveSet set, bool halve, out PrimitiveSet left, out PrimitiveSet right)
    {
        if (!halve)
        {
            Fill(primitives, set);
            if (FindPlane(out var axis, out var bin))
            {
                Part(primitives, set, axis, bin, out left, out right);
                return;
            }
        }

        Halve(primitives, set, out left, out right);
    }

    private static void Halve(PrimitiveBox* primitives, in PrimitiveSet set, out PrimitiveSet left, out PrimitiveSet right)
    {
        left = PrimitiveSet.EmptyAt(set.First);
        left.Count = set.Count / 2;
        right = PrimitiveSet.EmptyAt(set.First + left.Count);
        right.Count = set.Count - left.Count;
        for (var i = set.First; i < right.First; i++) left.Add(primitives[i]);
        for (var i = right.First; i < set.First + set.Count; i++) right.Add(primitives[i]);
    }

    private void Fill(PrimitiveBox* primitives, in PrimitiveSet set)
    {
        // Small sets aren't worth many bins: going through bins costs as much as going through primitives.
        _binCount = Math.Min(MaxBins, 4 + (set.Count / 8));
        _start = set.Middles.Low;
        var size = set.Middles.High - set.Middles.Low;
        var bins = Vector128.Create(_binCount * 0.99999f);

        // An axis along which all middles are the same, or nearly (the quotient may be infinite), has only bin 0.
        var usable = Vector128.GreaterThan(size, Vector128.Create(1e-30f)) & ThreeLanes;
        _binsPerLength = Vector128.ConditionalSelect(usable, bins / size, Vector128<float>.Zero);
        var boxes = _bins.Pointer;
        var counts = _counts.Pointer;
        for (var i = 0; i < 3 * _binCount; i++) boxes[i] = Box.Empty;
        for (var i = 0; i < _binCount; i++) counts[i] = Vector128<int>.Zero;
        var end = primitives + set.First + set.Count;
        for (var p = primitives + set.First; p < end; p++)
        {
            var at = BinOf(p->Middle);
            Count(boxes + (3 * at.GetElement(0)), counts, at.GetElement(0), 0, p);
            Count(boxes + (3 * at.GetElement(1)) + 1, counts, at.GetElement(1), 1, p);
            Count(boxes + (3 * at.GetElement(2)) + 2, counts, at.GetElement(2), 2, p);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Count(Box* box, Vector128<int>* counts, int bin, int axis, PrimitiveBox* primitive)
    {
        box->Low = Box.Least(box->Low, primitive->Low);
        box->High = Box.Greatest(box->High, primitive->High);
        ((int*)(counts + bin))[axis]++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<int> BinOf(Vector128<float> middle) => Vector128.ConvertToInt32((middle - _start) * _binsPerLength & ThreeLanes);

    /// <summary>The plane with the least cost: area times blocks below it and above it.</summary>
    private bool FindPlane(out int axis, out int bin)
    {
        var boxes = _bins.Pointer;
        var counts = _counts.Pointer;
        var costs = _costsAbove.Pointer;
        SweepDown(boxes, counts, costs);
        var (x, y, z) = (Box.Empty, Box.Empty, Box.Empty);
        var count = Vector128<int>.Zero;
        var best = Vector128.Create(float.PositiveInfinity);
        var bestBin = Vector128<int>.Zero;
        for (var i = 1; i < _binCount; i++)
        {
            Grow(boxes + (3 * (i - 1)), ref x, ref y, ref z);
            count += counts[i - 1];

            // Where a side is empty the cost is infinite or NaN, and not taken.
            var below = AreasOf(x, y, z) * BlocksOf(count);
            var cost = Vector128.ConditionalSelect(Vector128.Equals(count, Vector128<int>.Zero).AsSingle(), Vector128.Create(float.PositiveInfinity), below + costs[i]);
            var better = Vector128.LessThan(cost, best);
            best = Vector128.ConditionalSelect(better, cost, best);
            bestBin = Vector128.ConditionalSelect(better.AsInt32(), Vector128.Create(i), bestBin);
        }

        axis = 0;
        if (best.GetElement(1) < best.GetElement(axis)) axis = 1;
        if (best.GetElement(2) < best.GetElement(axis)) axis = 2;
        bin = bestBin.GetElement(axis);
        return best.GetElement(axis) < float.PositiveInfinity;
    }

    private void SweepDown(Box* boxes, Vector128<int>* counts, Vector128<float>* costs)
    {
        var (x, y, z) = (Box.Empty, Box.Empty, Box.Empty);
        var count = Vector128<int>.Zero;
        for (var i = _binCount - 1; i > 0; i--)
        {
            Grow(boxes + (3 * i), ref x, ref y, ref z);
            count += counts[i];
            var cost = AreasOf(x, y, z) * BlocksOf(count);
            costs[i] = Vector128.ConditionalSelect(Vector128.Equals(count, Vector128<int>.Zero).AsSingle(), Vector128.Create(float.PositiveInfinity), cost);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Grow(Box* bin, ref Box x, ref Box y, ref Box z)
    {
        x.Add(bin[0].Low, bin[0].High);
        y.Add(bin[1].Low, bin[1].High);
        z.Add(bin[2].Low, bin[2].High);
    }

    /// <summary>How many blocks so many triangles fill: half a block costs as much as a whole one.</summary>
    private static Vector128<float> BlocksOf(Vector128<int> count) => Vector128.ConvertToSingle((count + Vector128.Create(TriangleBlock.Width - 1)) >> 3);

    /// <summary>Half the surface of three boxes, one a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> AreasOf(in Box x, in Box y, in Box z)
    {
        // Turned so that each vector has one extent of all three boxes.
        var (a, b, c) = (x.High - x.Low, y.High - y.Low, z.High - z.Low);
        var (ab0, ab1) = (Vector128.Create(a.GetElement(0), b.GetElement(0), c.GetElement(0), 0), Vector128.Create(a.GetElement(1), b.GetElement(1), c.GetElement(1), 0));
        var last = Vector128.Create(a.GetElement(2), b.GetElement(2), c.GetElement(2), 0);
        return (ab0 * ab1) + (ab1 * last) + (last * ab0);
    }

    private void Part(PrimitiveBox* primitives, in PrimitiveSet set, int axis, int bin, out PrimitiveSet left, out PrimitiveSet right)
    {
        var (l, r) = (PrimitiveSet.EmptyAt(set.First), PrimitiveSet.EmptyAt(0));
        var i = primitives + set.First;
        var end = i + set.Count;
        var plane = Vector128.Create(bin);
        var bit = 1u << axis;
        while (true)
        {
            while (i < end && (Vector128.LessThan(BinOf(i->Middle), plane).ExtractMostSignificantBits() & bit) != 0) l.Add(*i++);
            while (i < end && (Vector128.LessThan(BinOf(end[-1].Middle), plane).ExtractMostSignificantBits() & bit) == 0) r.Add(*--end);
            if (i >= end) break;
            (*i, end[-1]) = (end[-1], *i);
        }

        l.Count = (int)(i - (primitives + set.First));
        r.First = set.First + l.Count;
        r.Count = set.Count - l.Count;
        (left, right) = (l, r);
    }
}
