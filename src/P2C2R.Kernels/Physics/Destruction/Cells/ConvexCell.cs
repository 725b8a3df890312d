using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace P2C2R.Kernels.Physics.Destruction.Cells;

/// <summary>
/// A convex cell around its site, which is its origin, kept as what is dual to it: each corner is three planes, counter-clockwise from
/// outside (Ray, Sokolov, Lefebvre and Lévy, "Meshless Voronoi on the GPU", 2018). A cut takes away the corners beyond a plane and joins
/// the rim of the hole to it. Which corners are beyond is decided in binary64 with a bound of the error (Shewchuk, "Adaptive precision
/// floating-point arithmetic", 1997, has the method), and in integers where that doesn't tell: the cell's shape is always the right one.
/// </summary>
internal sealed partial class ConvexCell
{
    // 2^-53: half a unit in the last place of 1.
    private const double Rounding = 1.1102230246251565e-16;
    private const int Lanes = 4;

    private int _planeCapacity;
    private int[] _freePlanes = [];
    private int _freeCount;
    private CellPlane[] _planes = [];
    private PlaneNumbers[] _numbers = [];
    private int[] _uses = [];

    // One byte for each directed pair of planes; all 0 between cuts.
    private byte[] _edges = [];

    private double[] _x = [], _y = [], _z = [], _error = [], _distance = [];
    private Corner[] _corners = [];
    private int[] _removed = [];
    private int[] _made = [];

    /// <summary>An empty cell; <see cref="Start"/> gives it a shape.</summary>
    public ConvexCell()
    {
        GrowPlanes(64);
        GrowCorners(128);
    }

    /// <summary>Corners.</summary>
    public int CornerCount { get; private set; }

    /// <summary>Planes ever in use at once.</summary>
    public int PlaneCount { get; private set; }

    /// <summary>No corner is farther from the site than the root of this.</summary>
    public double ReachSquared { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public bool IsEmpty => CornerCount == 0;

    /// <summary>Starts with a box around a site, which lies in it.</summary>
    public void Start(GridPoint low, GridPoint high)
    {
        PlaneCount = 6;
        _freeCount = 0;
        SetPlane(0, new(-2, 0, 0, -2L * low.X, -1));
        SetPlane(1, new(2, 0, 0, 2L * high.X, -2));
        SetPlane(2, new(0, -2, 0, -2L * low.Y, -3));
        SetPlane(3, new(0, 2, 0, 2L * high.Y, -4));
        SetPlane(4, new(0, 0, -2, -2L * low.Z, -5));
        SetPlane(5, new(0, 0, 2, 2L * high.Z, -6));
        CornerCount = 8;
        for (var i = 0; i < 8; i++)
        {
            var (a, b, c) = (i & 1, 2 + ((i >> 1) & 1), 4 + (i >> 2));

            // An odd number of lower sides mirrors the order.
            var isMirrored = ((i & 1) + ((i >> 1) & 1) + (i >> 2)) % 2 == 0;
            _corners[i] = isMirrored ? new(a, c, b) : new(a, b, c);
            Place(i, (i & 1) == 0 ? low.X : high.X, (i & 2) == 0 ? low.Y : high.Y, (i & 4) == 0 ? low.Z : high.Z, 0);
        }

        for (var p = 0; p < 6; p++) _uses[p] = 4;
        Measure();
    }

    /// <summary>Takes away what is beyond a plane.</summary>
    /// <returns>Whether anything was.</returns>
    public bool Cut(CellPlane plane)
    {
        var removed = FindBeyond(plane);
        if (removed == 0) return false;
        if (removed == CornerCount)
        {
            CornerCount = 0;
            return true;
        }

        var number = TakePlane(plane);
        Join(removed, number);
        Measure();
        return true;
    }

    /// <summary>Writes the numbers of the corners that are beyond, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindBeyond(CellPlane plane)
    {
        double x = plane.X, y = plane.Y, z = plane.Z, offset = plane.Offset;
        var steepness = Math.Abs(x) + Math.Abs(y) + Math.Abs(z);
        var slack = 4 * Rounding * Math.Abs(offset);
        var removed = 0;
        ref var xs = ref MemoryMarshal.GetArrayDataReference(_x);
        ref var ys = ref MemoryMarshal.GetArrayDataReference(_y);
        ref var zs = ref MemoryMarshal.GetArrayDataReference(_z);
        ref var errors = ref MemoryMarshal.GetArrayDataReference(_error);
        for (var i = 0; i < CornerCount; i += Lanes)
        {
            var mask = CornerLanes.NotInside(ref xs, ref ys, ref zs, ref errors, i, x, y, z, offset, steepness, slack);
            if (CornerCount - i < Lanes) mask &= (1u << (CornerCount - i)) - 1;
            for (; mask != 0; mask &= mask - 1)
            {
                var v = i + BitOperations.TrailingZeroCount(mask);
                var beyond = (x * _x[v]) + (y * _y[v]) + (z * _z[v]) - offset;
                if (beyond > (steepness * _error[v]) + slack || IsOutside(v, plane)) _removed[removed++] = v;
            }
        }

        return removed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsOutside(int corner, CellPlane plane)
    {
        var c = _corners[corner];
        return ExactSide.IsOutside(ExactSide.Meet(_planes[c.A], _planes[c.B], _planes[c.C]), plane);
    }

    /// <summary>Fills the hole: an edge that only one of the removed corners has becomes a corner with the new plane.</summary>
    private void Join(int removed, int plane)
    {
        for (var i = 0; i < removed; i++) Mark(_corners[_removed[i]], 1);
        var made = 0;
        for (var i = 0; i < removed; i++)
        {
            var c = _corners[_removed[i]];
            if (_edges[(c.B * _planeCapacity) + c.A] == 0) (_made[made], _made[made + 1], made) = (c.A, c.B, made + 2);
            if (_edges[(c.C * _planeCapacity) + c.B] == 0) (_made[made], _made[made + 1], made) = (c.B, c.C, made + 2);
            if (_edges[(c.A * _planeCapacity) + c.C] == 0) (_made[made], _made[made + 1], made) = (c.C, c.A, made + 2);
        }

        for (var i = 0; i < removed; i++)
        {
            var c = _corners[_removed[i]];
            Mark(c, 0);
            Drop(c.A);
            Drop(c.B);
            Drop(c.C);
        }

        made /= 2;
        if (CornerCount + made > _corners.Length - Lanes) GrowCorners(2 * (CornerCount + made));
        _uses[plane] = made;
        for (var i = 0; i < made; i++)
        {
            var (a, b) = (_made[2 * i], _made[(2 * i) + 1]);
            _uses[a]++;
            _uses[b]++;
            var v = i < removed ? _removed[i] : CornerCount++;
            _corners[v] = new(a, b, plane);
            Locate(v);
        }

        // Where a whole face goes, fewer come than went. From the last on, so that what moves into a gap is never itself a gap.
        for (var i = removed - 1; i >= made; i--) MoveLastTo(_removed[i]);

        // What lost its last corner is free only where no new one has it.
        var kept = 0;
        for (var i = 0; i < _freeCount; i++)
        {
            if (_uses[_freePlanes[i]] == 0) _freePlanes[kept++] = _freePlanes[i];
        }

        _freeCount = kept;
    }

    private void Mark(Corner c, byte value)
    {
        _edges[(c.A * _planeCapacity) + c.B] = value;
        _edges[(c.B * _planeCapacity) + c.C] = value;
        _edges[(c.C * _planeCapacity) + c.A] = value;
    }

    private void Drop(int plane)
    {
        if (--_uses[plane] == 0) _freePlanes[_freeCount++] = plane;
    }

    private void MoveLastTo(int v)
    {
        var last = --CornerCount;
        if (v == last) return;
        _corners[v] = _corners[last];
        (_x[v], _y[v], _z[v], _error[v], _distance[v]) = (_x[last], _y[last], _z[last], _error[last], _distance[last]);
    }

    /// <summary>Where three planes meet, with a bound of the error.</summary>
    private void Locate(int v)
    {
        var corner = _corners[v];
        ref readonly var a = ref _numbers[corner.A];
        ref readonly var b = ref _numbers[corner.B];
        ref readonly var c = ref _numbers[corner.C];

        // Exact: products of numbers below 2^21.
        var (bcX, bcY, bcZ) = ((b.Y * c.Z) - (b.Z * c.Y), (b.Z * c.X) - (b.X * c.Z), (b.X * c.Y) - (b.Y * c.X));
        var (caX, caY, caZ) = ((c.Y * a.Z) - (c.Z * a.Y), (c.Z * a.X) - (c.X * a.Z), (c.X * a.Y) - (c.Y * a.X));
        var (abX, abY, abZ) = ((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));
        double dx = a.X * bcX, dy = a.Y * bcY, dz = a.Z * bcZ;
        var determinant = dx + dy + dz;
        var size = Math.Abs(dx) + Math.Abs(dy) + Math.Abs(dz);
        if (!(determinant > 1e-9 * size))
        {
            LocateExactly(v);
            return;
        }

        var scale = 1 / determinant;
        var x = ((a.Offset * bcX) + (b.Offset * caX) + (c.Offset * abX)) * scale;
        var y = ((a.Offset * bcY) + (b.Offset * caY) + (c.Offset * abY)) * scale;
        var z = ((a.Offset * bcZ) + (b.Offset * caZ) + (c.Offset * abZ)) * scale;
        var sum = (Math.Abs(a.Offset) * (Math.Abs(bcX) + Math.Abs(bcY) + Math.Abs(bcZ)))
            + (Math.Abs(b.Offset) * (Math.Abs(caX) + Math.Abs(caY) + Math.Abs(caZ)))
            + (Math.Abs(c.Offset) * (Math.Abs(abX) + Math.Abs(abY) + Math.Abs(abZ)));
        var far = Math.Max(Math.Abs(x), Math.Max(Math.Abs(y), Math.Abs(z)));
        Place(v, x, y, z, 8 * Rounding * (sum + (far * size)) * scale);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LocateExactly(int v)
    {
        var c = _corners[v];
        var point = ExactSide.Meet(_planes[c.A], _planes[c.B], _planes[c.C]);
        Place(v, (double)point.X / (double)point.W, (double)point.Y / (double)point.W, (double)point.Z / (double)point.W, 0);
    }

    /// <summary>Stores a place; what the tests add by rounding is put into its error.</summary>
    private void Place(int v, double x, double y, double z, double error)
    {
        var far = Math.Max(Math.Abs(x), Math.Max(Math.Abs(y), Math.Abs(z)));
        (_x[v], _y[v], _z[v], _error[v]) = (x, y, z, error + (12 * Rounding * far));
        _distance[v] = (x * x) + (y * y) + (z * z);
    }

    private void Measure()
    {
        double greatest = 0;
        for (var v = 0; v < CornerCount; v++) greatest = Math.Max(greatest, _distance[v]);

        // Errors of corners are far below a millionth.
        ReachSquared = greatest * 1.000001;
    }

    private int TakePlane(CellPlane plane)
    {
        if (_freeCount == 0 && PlaneCount == _planeCapacity) GrowPlanes(2 * _planeCapacity);
        var number = _freeCount > 0 ? _freePlanes[--_freeCount] : PlaneCount++;
        SetPlane(number, plane);
        return number;
    }

    private void SetPlane(int number, CellPlane plane)
    {
        _planes[number] = plane;
        _numbers[number] = new(plane.X, plane.Y, plane.Z, plane.Offset);
    }

    private void GrowPlanes(int capacity)
    {
        _planeCapacity = capacity;
        _edges = new byte[capacity * capacity];
        Array.Resize(ref _planes, capacity);
        Array.Resize(ref _numbers, capacity);
        Array.Resize(ref _uses, capacity);
        Array.Resize(ref _freePlanes, 4 * capacity);
    }

    private void GrowCorners(int capacity)
    {
        Array.Resize(ref _x, capacity);
        Array.Resize(ref _y, capacity);
        Array.Resize(ref _z, capacity);
        Array.Resize(ref _error, capacity);
        Array.Resize(ref _distance, capacity);
        Array.Resize(ref _corners, capacity);
        Array.Resize(ref _removed, capacity);
        Array.Resize(ref _made, 6 * capacity);
    }
}
