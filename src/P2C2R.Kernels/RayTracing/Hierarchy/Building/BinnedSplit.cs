using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using P2C2R.Kernels.Numerics;

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
    /// <param name="primitives">The set's place is read on its side and written on the other.</param>
    /// <param name="set">At least two primitives.</param>
    /// <param name="halve">Whether to halve by number instead, for trees that would become too deep.</param>
    /// <param name="left">Receives the first part.</param>
    /// <param name="right">Receives the second part.</param>
    public void Split(PrimitiveArrays primitives, in PrimitiveSet set, bool halve, out PrimitiveSet left, out PrimitiveSet right)
    {
        var from = primitives.Of(set.Side);
        if (!halve)
        {
            Fill(from, set);
            if (FindPlane(out var axis, out var bin))
            {
                Part(from, primitives.Of(1 - set.Side), set, axis, bin, out left, out right);
                BoundsOf(axis, 0, bin, ref left.Bounds);
                BoundsOf(axis, bin, _binCount, ref right.Bounds);
                return;
            }
        }

        Halve(from, set, out left, out right);
    }

    private static void Halve(PrimitiveBox* primitives, in PrimitiveSet set, out PrimitiveSet left, out PrimitiveSet right)
    {
        left = PrimitiveSet.EmptyAt(set.First, set.Side);
        left.Count = set.Count / 2;
        right = PrimitiveSet.EmptyAt(set.First + left.Count, set.Side);
        right.Count = set.Count - left.Count;
        for (var i = set.First; i < right.First; i++) left.Add(primitives[i]);
        for (var i = right.First; i < set.First + set.Count; i++) right.Add(primitives[i]);
    }

    private void Fill(PrimitiveBox* primitives, in PrimitiveSet set)
    {
        // Small sets aren't worth many bins: going through bins costs as much as going through primitives.
        _binCount = Math.Min(MaxBins, 4 + (set.Count / 8));
        var size = set.Middles.Size;

        // An axis along which all middles are the same, or nearly (the quotient may be infinite), has only bin 0.
        var usable = Vector128.GreaterThan(size, Vector128.Create(1e-30f)) & ThreeLanes;
        var binsPerLength = Vector128.ConditionalSelect(usable, Vector128.Create(_binCount * 0.99999f) / size, Vector128<float>.Zero);
        var start = set.Middles.Low & ThreeLanes;
        (_start, _binsPerLength) = (start, binsPerLength);
        var boxes = _bins.Pointer;
        var counts = (int*)_counts.Pointer;
        for (var i = 0; i < 3 * _binCount; i++) boxes[i] = Box.Empty;
        for (var i = 0; i < 4 * _binCount; i++) counts[i] = 0;
        var end = primitives + set.First + set.Count;
        for (var p = primitives + set.First; p < end; p++)
        {
            var sides = p->Sides;
            var at = BinOf(p->Middle(), start, binsPerLength);
            var (x, y, z) = (at.GetElement(0), at.GetElement(1), at.GetElement(2));
            boxes[3 * x].Add(sides);
            boxes[(3 * y) + 1].Add(sides);
            boxes[(3 * z) + 2].Add(sides);
            counts[4 * x]++;
            counts[(4 * y) + 1]++;
            counts[(4 * z) + 2]++;
        }
    }

    /// <summary>Places are never negative and never beyond the bins, so all ways to convert them agree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> BinOf(Vector128<float> middle, Vector128<float> start, Vector128<float> binsPerLength)
    {
        var place = (middle - start) * binsPerLength;
        return Sse2.IsSupported ? Sse2.ConvertToVector128Int32WithTruncation(place) : Vector128.ConvertToInt32(place);
    }

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
            x.Add(boxes[(3 * i) - 3].Sides);
            y.Add(boxes[(3 * i) - 2].Sides);
            z.Add(boxes[(3 * i) - 1].Sides);
            count += counts[i - 1];
            var cost = CostOf(x, y, z, count) + costs[i];
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
            x.Add(boxes[3 * i].Sides);
            y.Add(boxes[(3 * i) + 1].Sides);
            z.Add(boxes[(3 * i) + 2].Sides);
            count += counts[i];
            costs[i] = CostOf(x, y, z, count);
        }
    }

    /// <summary>Area times blocks of three boxes, one a lane; infinite where there is nothing in it. Half a block costs as much as a whole one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> CostOf(in Box x, in Box y, in Box z, Vector128<int> count)
    {
        Turn(x.Size, y.Size, z.Size, out var sizeX, out var sizeY, out var sizeZ);
        var area = (sizeX * sizeY) + (sizeY * sizeZ) + (sizeZ * sizeX);
        var blocks = Vector128.ConvertToSingle((count + Vector128.Create(TriangleBlock.Width - 1)) >> 3);
        return Vector128.ConditionalSelect(Vector128.Equals(count, Vector128<int>.Zero).AsSingle(), Vector128.Create(float.PositiveInfinity), area * blocks);
    }

    /// <summary>Turns three vectors of x, y, z into one of x, one of y and one of z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(Vector128<float> a, Vector128<float> b, Vector128<float> c, out Vector128<float> x, out Vector128<float> y, out Vector128<float> z)
    {
        if (Sse.IsSupported)
        {
            var (low, high) = (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b));
            x = Sse.Shuffle(low, c, 0b00_00_01_00);
            y = Sse.Shuffle(low, c, 0b01_01_11_10);
            z = Sse.Shuffle(high, c, 0b10_10_01_00);
            return;
        }

        x = Vector128.Create(a.GetElement(0), b.GetElement(0), c.GetElement(0), 0);
        y = Vector128.Create(a.GetElement(1), b.GetElement(1), c.GetElement(1), 0);
        z = Vector128.Create(a.GetElement(2), b.GetElement(2), c.GetElement(2), 0);
    }

    /// <summary>
    /// Moves what is below the plane to the front and the rest to the back of the other array. Which way a primitive goes can't be
    /// foretold, so instead of a branch each is stored at both ends, and the end that isn't meant is overwritten by the next.
    /// </summary>
    private void Part(PrimitiveBox* from, PrimitiveBox* to, in PrimitiveSet set, int axis, int bin, out PrimitiveSet left, out PrimitiveSet right)
    {
        left = PrimitiveSet.EmptyAt(set.First, 1 - set.Side);
        right = left;
        var nothing = left.Middles.Sides;
        var (middlesLeft, middlesRight) = (nothing, nothing);
        var (start, binsPerLength) = (_start, _binsPerLength);
        var plane = Vector128.Create(bin);
        var front = to + set.First;
        var back = front + set.Count - 1;
        var end = from + set.First + set.Count;
        for (var p = from + set.First; p < end; p++)
        {
            var primitive = *p;
            var middle = primitive.Middle();
            var isLeft = (Vector128.LessThan(BinOf(middle, start, binsPerLength), plane).ExtractMostSignificantBits() >> axis) & 1;
            var leftLanes = Vector256.Create(-(int)isLeft).AsSingle();
            var middles = Vector256.Create(middle, -middle);
            middlesLeft = LaneOrder.Lesser(middlesLeft, Vector256.ConditionalSelect(leftLanes, middles, nothing));
            middlesRight = LaneOrder.Lesser(middlesRight, Vector256.ConditionalSelect(leftLanes, nothing, middles));
            *front = primitive;
            *back = primitive;
            front += isLeft;
            back -= 1 - (int)isLeft;
        }

        left.Count = (int)(front - (to + set.First));
        right.First = set.First + left.Count;
        right.Count = set.Count - left.Count;
        left.Middles = new Box(middlesLeft);
        right.Middles = new Box(middlesRight);
    }

    private void BoundsOf(int axis, int from, int to, ref Box bounds)
    {
        for (var i = from; i < to; i++) bounds.Add(_bins.Pointer[(3 * i) + axis].Sides);
    }
}
