using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.NarrowPhase;

/// <summary>
/// Contacts of eight pairs of boxes at once, one a lane. The separating axis test of Gottschalk, Lin and Manocha ("OBBTree", 1996) in the
/// first box's axes finds the axis of least overlap. Where that is a face, the other box's face against it is cut to its rectangle
/// (interval by interval, Liang and Barsky 1984) and four of the at most twelve corners are kept; where it is two edges, their nearest points.
/// </summary>
internal sealed class BoxBoxBatch
{
    private const int Candidates = 12;
    private const float Nothing = -1e30f;

    // Features flicker where overlaps are alike: faces go before edges, the first box's before the second's, by these distances in m.
    private const float FacePreference = 0.002f;
    private const float FirstPreference = 0.001f;

    // A corner that lies deeper by 1 counts like one that lies farther out by 4.
    private const float DepthWeight = 4;

    private readonly Vector256<float>[] _candidates = new Vector256<float>[Candidates * 3];
    private readonly Vector256<float>[] _scores = new Vector256<float>[Candidates];

    // C: the second box's axes (columns) in the first one's; T: its centre there.
    private Wide3 _c0, _c1, _c2, _t, _halfA, _halfB;
    private Vector256<float> _faceGap, _faceCode, _edgeGap, _edgeCode, _margin;

    // The face: its axes U, V, N and the centre O of its box in the first box's axes, its half sides, and the sign of the side met.
    private Wide3 _u, _v, _n, _o;
    private Vector256<float> _hu, _hv, _hn, _side;

    // The face against it in those axes: centre and half edges.
    private Wide3 _center, _edge1, _edge2;

    /// <summary>The points found, in the first box's axes: x, y, z, gap, number of the feature (0 for none), four times.</summary>
    private readonly Vector256<float>[] _found = new Vector256<float>[20];
    private Wide3 _normal;

    /// <summary>Finds the contacts of eight pairs and writes their rows.</summary>
    /// <param name="colliders">The boxes.</param>
    /// <param name="bodies">Their bodies.</param>
    /// <param name="contacts">Where the rows are.</param>
    /// <param name="pairs">Eight of them; one may stand several times.</param>
    public void Collide(ColliderStore colliders, BodyStore bodies, ContactStore contacts, ReadOnlySpan<int> pairs)
    {
        Span<int> a = stackalloc int[8], b = stackalloc int[8];
        Span<float> margins = stackalloc float[8];
        for (var i = 0; i < 8; i++)
        {
            (a[i], b[i]) = (contacts.A[pairs[i]], contacts.B[pairs[i]]);
            margins[i] = ColliderStore.Skin + colliders.Travels[a[i]] + colliders.Travels[b[i]];
        }

        _margin = Wide.Load(ref margins[0], 0);
        ref var poses = ref MemoryMarshal.GetArrayDataReference(colliders.Poses);
        GatherTurn(ref poses, ref a[0], out var turnX, out var turnY, out var turnZ, out var position);
        Relate(colliders, ref poses, ref a[0], ref b[0], turnX, turnY, turnZ, position);
        TestFaces();
        TestEdges();
        var isEdge = Vector256.GreaterThan(_edgeGap, _faceGap + Wide.All(FacePreference));
        var isNear = Vector256.LessThanOrEqual(Wide.Select(isEdge, _edgeGap, _faceGap), _margin);
        ChooseFace();
        ChooseIncident();
        Cut();
        Pick(Vector256.AndNot(isNear, isEdge));
        var meetsEdge = isNear & isEdge;
        if (Vector256.ExtractMostSignificantBits(meetsEdge) != 0) PlaceEdges(meetsEdge);
        new ContactRows(colliders, bodies, contacts).Write(pairs, a, b, turnX, turnY, turnZ, _normal, _found);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GatherTurn(ref float poses, ref int items, out Wide3 x, out Wide3 y, out Wide3 z, out Wide3 position)
    {
        Wide.Gather(ref poses, ref items, ColliderStore.PoseRow, 0, out var xx, out var xy, out var xz, out var px);
        Wide.Gather(ref poses, ref items, ColliderStore.PoseRow, 4, out var yx, out var yy, out var yz, out var py);
        Wide.Gather(ref poses, ref items, ColliderStore.PoseRow, 8, out var zx, out var zy, out var zz, out var pz);
        (x, y, z, position) = (new(xx, xy, xz), new(yx, yy, yz), new(zx, zy, zz), new(px, py, pz));
    }

    private void Relate(ColliderStore colliders, ref float poses, ref int a, ref int b, Wide3 turnX, Wide3 turnY, Wide3 turnZ, Wide3 position)
    {
        GatherTurn(ref poses, ref b, out var otherX, out var otherY, out var otherZ, out var otherPosition);
        var offset = otherPosition - position;
        _c0 = new(Wide3.Dot(turnX, otherX), Wide3.Dot(turnY, otherX), Wide3.Dot(turnZ, otherX));
        _c1 = new(Wide3.Dot(turnX, otherY), Wide3.Dot(turnY, otherY), Wide3.Dot(turnZ, otherY));
        _c2 = new(Wide3.Dot(turnX, otherZ), Wide3.Dot(turnY, otherZ), Wide3.Dot(turnZ, otherZ));
        _t = new(Wide3.Dot(turnX, offset), Wide3.Dot(turnY, offset), Wide3.Dot(turnZ, offset));
        ref var halves = ref MemoryMarshal.GetArrayDataReference(colliders.Halves);
        Wide.Gather(ref halves, ref a, 4, 0, out var x, out var y, out var z, out _);
        _halfA = new(x, y, z);
        Wide.Gather(ref halves, ref b, 4, 0, out x, out y, out z, out _);
        _halfB = new(x, y, z);
    }

    /// <summary>Codes 0 to 2 are faces of the first box, 3 to 5 of the second.</summary>
    private void TestFaces()
    {
        var (x, y, z) = (Abs(_c0), Abs(_c1), Abs(_c2));
        var t = Abs(_t);
        var (gap, code) = (t.X - (_halfA.X + (_halfB.X * x.X) + (_halfB.Y * y.X) + (_halfB.Z * z.X)), Vector256<float>.Zero);
        Keep(ref gap, ref code, t.Y - (_halfA.Y + (_halfB.X * x.Y) + (_halfB.Y * y.Y) + (_halfB.Z * z.Y)), 1);
        Keep(ref gap, ref code, t.Z - (_halfA.Z + (_halfB.X * x.Z) + (_halfB.Y * y.Z) + (_halfB.Z * z.Z)), 2);
        var (otherGap, otherCode) = (FaceOfSecond(_c0, x, _halfB.X), Wide.All(3));
        Keep(ref otherGap, ref otherCode, FaceOfSecond(_c1, y, _halfB.Y), 4);
        Keep(ref otherGap, ref otherCode, FaceOfSecond(_c2, z, _halfB.Z), 5);
        var isSecond = Vector256.GreaterThan(otherGap, gap + Wide.All(FirstPreference));
        _faceGap = Wide.Select(isSecond, otherGap, gap);
        _faceCode = Wide.Select(isSecond, otherCode, code);
    }

    private Vector256<float> FaceOfSecond(Wide3 axis, Wide3 absolute, Vector256<float> half) => Vector256.Abs(Wide3.Dot(_t, axis)) - (half + Wide3.Dot(_halfA, absolute));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(ref Vector256<float> gap, ref Vector256<float> code, Vector256<float> other, float otherCode)
    {
        var isGreater = Vector256.GreaterThan(other, gap);
        (gap, code) = (Wide.Select(isGreater, other, gap), Wide.Select(isGreater, Wide.All(otherCode), code));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Wide3 Abs(Wide3 v) => new(Vector256.Abs(v.X), Vector256.Abs(v.Y), Vector256.Abs(v.Z));

    /// <summary>Code 3 i + j is edge i of the first box with edge j of the second.</summary>
    private void TestEdges()
    {
        (_edgeGap, _edgeCode) = (Wide.All(Nothing), Vector256<float>.Zero);
        TestEdges(_c0, Abs(_c1), Abs(_c2), _halfB.Y, _halfB.Z, 0);
        TestEdges(_c1, Abs(_c2), Abs(_c0), _halfB.Z, _halfB.X, 1);
        TestEdges(_c2, Abs(_c0), Abs(_c1), _halfB.X, _halfB.Y, 2);
    }

    /// <summary>One edge of the second box with the three of the first: the axis of A's edge i and the edge c is 0 at i.</summary>
    private void TestEdges(Wide3 c, Wide3 next, Wide3 last, Vector256<float> halfNext, Vector256<float> halfLast, int j)
    {
        var a = Abs(c);
        TestEdge(c.Z, c.Y, a.Z, a.Y, _t.Y, _t.Z, _halfA.Y, _halfA.Z, (halfNext * last.X) + (halfLast * next.X), j);
        TestEdge(c.X, c.Z, a.X, a.Z, _t.Z, _t.X, _halfA.Z, _halfA.X, (halfNext * last.Y) + (halfLast * next.Y), 3 + j);
        TestEdge(c.Y, c.X, a.Y, a.X, _t.X, _t.Y, _halfA.X, _halfA.Y, (halfNext * last.Z) + (halfLast * next.Z), 6 + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TestEdge(
        Vector256<float> c2, Vector256<float> c1, Vector256<float> a2, Vector256<float> a1, Vector256<float> t1, Vector256<float> t2,
        Vector256<float> half1, Vector256<float> half2, Vector256<float> reachB, float code)
    {
        var squared = (c1 * c1) + (c2 * c2);
        var distance = Vector256.Abs((t2 * c1) - (t1 * c2)) - ((half1 * a2) + (half2 * a1) + reachB);
        var gap = distance / Vector256.Sqrt(squared);

        // Nearly parallel edges: faces tell the same.
        var isSkew = Vector256.GreaterThan(squared, Wide.All(1e-3f));
        Keep(ref _edgeGap, ref _edgeCode, Wide.Select(isSkew, gap, Wide.All(Nothing)), code);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Choose(Vector256<float> is1, Vector256<float> is2, Vector256<float> v0, Vector256<float> v1, Vector256<float> v2) =>
        Wide.Select(is2, v2, Wide.Select(is1, v1, v0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Wide3 Choose(Vector256<float> is1, Vector256<float> is2, Wide3 v0, Wide3 v1, Wide3 v2) =>
        Wide3.Select(is2, v2, Wide3.Select(is1, v1, v0));

    private void ChooseFace()
    {
        var isSecond = Vector256.GreaterThan(_faceCode, Wide.All(2.5f));
        var number = _faceCode - Wide.Select(isSecond, Wide.All(3), Vector256<float>.Zero);
        var (is1, is2) = (Vector256.Equals(number, Wide.All(1)), Vector256.Equals(number, Wide.All(2)));
        var (zero, one) = (Vector256<float>.Zero, Vector256<float>.One);
        var x = Wide3.Select(isSecond, _c0, new(one, zero, zero));
        var y = Wide3.Select(isSecond, _c1, new(zero, one, zero));
        var z = Wide3.Select(isSecond, _c2, new(zero, zero, one));
        var half = Wide3.Select(isSecond, _halfB, _halfA);
        (_u, _v, _n) = (Choose(is1, is2, y, z, x), Choose(is1, is2, z, x, y), Choose(is1, is2, x, y, z));
        (_hu, _hv, _hn) = (Choose(is1, is2, half.Y, half.Z, half.X), Choose(is1, is2, half.Z, half.X, half.Y), Choose(is1, is2, half.X, half.Y, half.Z));
        _o = Wide3.Select(isSecond, _t, new(zero, zero, zero));

        // From the face's box to the other one, along N.
        var toOther = Wide3.Select(isSecond, new Wide3(zero, zero, zero) - _t, _t);
        _side = Wide.Select(Vector256.LessThan(Wide3.Dot(toOther, _n), zero), -one, one);
        var outward = _n * _side;
        _normal = Wide3.Select(isSecond, new Wide3(zero, zero, zero) - outward, outward);
        _center = new(Wide3.Dot(toOther, _u), Wide3.Dot(toOther, _v), Wide3.Dot(toOther, _n));
    }

    /// <summary>The other box's face that looks most against the face met, in the axes U, V, N.</summary>
    private void ChooseIncident()
    {
        var isSecond = Vector256.GreaterThan(_faceCode, Wide.All(2.5f));
        var (zero, one) = (Vector256<float>.Zero, Vector256<float>.One);
        var (x, y, z) = (
            Wide3.Select(isSecond, new(one, zero, zero), _c0), Wide3.Select(isSecond, new(zero, one, zero), _c1), Wide3.Select(isSecond, new(zero, zero, one), _c2));
        var half = Wide3.Select(isSecond, _halfA, _halfB);
        var (nx, ny, nz) = (Wide3.Dot(x, _n), Wide3.Dot(y, _n), Wide3.Dot(z, _n));
        var is1 = Vector256.GreaterThan(Vector256.Abs(ny), Vector256.Abs(nx));
        var is2 = Vector256.GreaterThan(Vector256.Abs(nz), Wide.Max(Vector256.Abs(nx), Vector256.Abs(ny)));
        var along = Choose(is1, is2, nx, ny, nz);
        var inward = Wide.Select(Vector256.GreaterThan(along * _side, zero), -one, one);
        _center += InFace(Choose(is1, is2, x, y, z) * (Choose(is1, is2, half.X, half.Y, half.Z) * inward));
        _edge1 = InFace(Choose(is1, is2, y, z, x) * Choose(is1, is2, half.Y, half.Z, half.X));
        _edge2 = InFace(Choose(is1, is2, z, x, y) * Choose(is1, is2, half.Z, half.X, half.Y));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Wide3 InFace(Wide3 v) => new(Wide3.Dot(v, _u), Wide3.Dot(v, _v), Wide3.Dot(v, _n));

    /// <summary>Corners of the polygon in which the faces overlap: ends of the four edges within the rectangle, and corners of the rectangle within the four edges.</summary>
    private void Cut()
    {
        var (inverseU1, inverseV1) = (Inverse(_edge1.X), Inverse(_edge1.Y));
        var (inverseU2, inverseV2) = (Inverse(_edge2.X), Inverse(_edge2.Y));
        CutEdge(0, _center + _edge2, _edge1, inverseU1, inverseV1, true);
        CutEdge(2, _center - _edge2, _edge1, inverseU1, inverseV1, true);
        CutEdge(4, _center + _edge1, _edge2, inverseU2, inverseV2, false);
        CutEdge(6, _center - _edge1, _edge2, inverseU2, inverseV2, false);
        var toUnit = Inverse((_edge1.X * _edge2.Y) - (_edge1.Y * _edge2.X));
        PutCorner(8, _hu, _hv, toUnit);
        PutCorner(9, -_hu, _hv, toUnit);
        PutCorner(10, -_hu, -_hv, toUnit);
        PutCorner(11, _hu, -_hv, toUnit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Inverse(Vector256<float> v)
    {
        var tiny = Wide.All(1e-7f);
        return Vector256<float>.One / Wide.Select(Vector256.LessThan(Vector256.Abs(v), tiny), tiny, v);
    }

    /// <summary>A corner within the rectangle ends two edges; it counts for those of the first direction.</summary>
    private void CutEdge(int at, Wide3 middle, Wide3 half, Vector256<float> inverseU, Vector256<float> inverseV, bool withEnds)
    {
        var (u0, u1) = ((-_hu - middle.X) * inverseU, (_hu - middle.X) * inverseU);
        var (v0, v1) = ((-_hv - middle.Y) * inverseV, (_hv - middle.Y) * inverseV);
        var one = Vector256<float>.One;
        var low = Wide.Max(Wide.Max(Wide.Min(u0, u1), Wide.Min(v0, v1)), -one);
        var high = Wide.Min(Wide.Min(Wide.Max(u0, u1), Wide.Max(v0, v1)), one);
        var isThere = Vector256.LessThanOrEqual(low, high);
        var isLow = withEnds ? isThere : isThere & Vector256.GreaterThan(low, -one);
        var isHigh = withEnds ? isThere : isThere & Vector256.LessThan(high, one);
        Put(at, middle.X + (half.X * low), middle.Y + (half.Y * low), middle.Z + (half.Z * low), isLow);
        Put(at + 1, middle.X + (half.X * high), middle.Y + (half.Y * high), middle.Z + (half.Z * high), isHigh);
    }

    private void PutCorner(int at, Vector256<float> u, Vector256<float> v, Vector256<float> toUnit)
    {
        var (x, y) = (u - _center.X, v - _center.Y);
        var along1 = ((x * _edge2.Y) - (y * _edge2.X)) * toUnit;
        var along2 = ((y * _edge1.X) - (x * _edge1.Y)) * toUnit;
        var one = Vector256<float>.One;
        var isInside = Vector256.LessThanOrEqual(Vector256.Abs(along1), one) & Vector256.LessThanOrEqual(Vector256.Abs(along2), one);
        Put(at, u, v, _center.Z + (_edge1.Z * along1) + (_edge2.Z * along2), isInside);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(int at, Vector256<float> u, Vector256<float> v, Vector256<float> n, Vector256<float> isThere)
    {
        var gap = (n * _side) - _hn;
        isThere &= Vector256.LessThanOrEqual(gap, _margin);
        (_candidates[3 * at], _candidates[(3 * at) + 1], _candidates[(3 * at) + 2]) = (u, v, gap);
        _scores[at] = Wide.Select(isThere, gap * Wide.All(-DepthWeight), Wide.All(Nothing));
    }

    /// <summary>Of the corners the farthest out in four directions, each leaning to where the overlap is deep.</summary>
    private void Pick(Vector256<float> isFace)
    {
        for (var direction = 0; direction < 4; direction++)
        {
            var (signU, signV) = (Wide.All(direction is 0 or 3 ? 1 : -1), Wide.All(direction < 2 ? 1 : -1));
            var (best, number) = (Wide.All(Nothing / 2), Vector256<float>.Zero);
            Vector256<float> u = default, v = default, gap = default;
            for (var i = 0; i < Candidates; i++)
            {
                var score = (_candidates[3 * i] * signU) + (_candidates[(3 * i) + 1] * signV) + _scores[i];
                var isBetter = Vector256.GreaterThan(score, best);
                best = Wide.Select(isBetter, score, best);
                number = Wide.Select(isBetter, Wide.All(i + 1), number);
                u = Wide.Select(isBetter, _candidates[3 * i], u);
                v = Wide.Select(isBetter, _candidates[(3 * i) + 1], v);
                gap = Wide.Select(isBetter, _candidates[(3 * i) + 2], gap);
            }

            Keep(direction, u, v, gap, number & isFace);
        }
    }

    private void Keep(int slot, Vector256<float> u, Vector256<float> v, Vector256<float> gap, Vector256<float> number)
    {
        for (var other = 0; other < slot; other++)
        {
            var before = _found[(5 * other) + 4] - (_faceCode * Wide.All(16));
            number = Vector256.AndNot(number, Vector256.Equals(before, number));
        }

        // Halfway between the surfaces.
        var point = _o + (_u * u) + (_v * v) + (_n * (_side * (_hn + (gap * Wide.All(0.5f)))));
        var isThere = Vector256.GreaterThan(number, Vector256<float>.Zero);
        (_found[5 * slot], _found[(5 * slot) + 1], _found[(5 * slot) + 2], _found[(5 * slot) + 3]) = (point.X, point.Y, point.Z, gap);
        _found[(5 * slot) + 4] = (number + (_faceCode * Wide.All(16))) & isThere;
    }

    /// <summary>One point between two edges.</summary>
    private void PlaceEdges(Vector256<float> isEdge)
    {
        var (zero, one) = (Vector256<float>.Zero, Vector256<float>.One);
        var isRow1 = Vector256.GreaterThan(_edgeCode, Wide.All(2.5f));
        var isRow2 = Vector256.GreaterThan(_edgeCode, Wide.All(5.5f));
        var j = _edgeCode - Wide.Select(isRow2, Wide.All(6), Wide.Select(isRow1, Wide.All(3), zero));
        var (isColumn1, isColumn2) = (Vector256.Equals(j, one), Vector256.Equals(j, Wide.All(2)));
        var edgeA = Choose(isRow1, isRow2, new Wide3(one, zero, zero), new(zero, one, zero), new(zero, zero, one));
        var edgeB = Choose(isColumn1, isColumn2, _c0, _c1, _c2);
        var axis = Wide3.Cross(edgeA, edgeB);
        var length = Vector256.Sqrt(Wide3.Dot(axis, axis));
        var isFlipped = Vector256.LessThan(Wide3.Dot(axis, _t), zero);
        axis *= Wide.Select(isFlipped, -one, one) / Wide.Select(isEdge, length, one);
        var onA = new Wide3(
            Signed(_halfA.X, axis.X) * (one - edgeA.X), Signed(_halfA.Y, axis.Y) * (one - edgeA.Y), Signed(_halfA.Z, axis.Z) * (one - edgeA.Z));
        var onB = _t - (_c0 * Wide.Select(isColumn1 | isColumn2, Signed(_halfB.X, Wide3.Dot(axis, _c0)), zero))
            - (_c1 * Wide.Select(isColumn1, zero, Signed(_halfB.Y, Wide3.Dot(axis, _c1)))) - (_c2 * Wide.Select(isColumn2, zero, Signed(_halfB.Z, Wide3.Dot(axis, _c2))));

        // Nearest points of two lines: along B's from onB, along A's from onA.
        var between = onB - onA;
        var cosine = Wide3.Dot(edgeA, edgeB);
        var (alongA, alongB) = (Wide3.Dot(between, edgeA), Wide3.Dot(between, edgeB));
        var sine2 = Wide.Select(isEdge, one - (cosine * cosine), one);
        var stepA = (alongA - (cosine * alongB)) / sine2;
        var point = onA + (edgeA * stepA) + (axis * (_edgeGap * Wide.All(0.5f)));
        _normal = Wide3.Select(isEdge, axis, _normal);
        (_found[0], _found[1], _found[2]) = (Wide.Select(isEdge, point.X, _found[0]), Wide.Select(isEdge, point.Y, _found[1]), Wide.Select(isEdge, point.Z, _found[2]));
        (_found[3], _found[4]) = (Wide.Select(isEdge, _edgeGap, _found[3]), Wide.Select(isEdge, _edgeCode + Wide.All(200), _found[4]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Signed(Vector256<float> half, Vector256<float> along) => Wide.Select(Vector256.LessThan(along, Vector256<float>.Zero), -half, half);
}
