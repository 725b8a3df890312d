using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>Tests a ray against eight triangles at once; each lane does what <see cref="TriangleTest"/> does.</summary>
internal unsafe struct TriangleLanes
{
    private const int Corner = 3 * TriangleBlock.Width;

    // The frame's numbers, the axes in the order of the shear.
    private float _originX;
    private float _originY;
    private float _originZ;
    private float _shearX;
    private float _shearY;
    private float _shearZ;
    private Slab _slabX;
    private Slab _slabY;
    private Slab _slabZ;
    private nint _x;
    private nint _y;
    private nint _z;

    /// <summary>Prepares a ray.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prepare(ref readonly RayFrame frame, out TriangleLanes lanes)
    {
        fixed (RayFrame* f = &frame)
        {
            var (x, y, z) = (f->AxisX, f->AxisY, f->AxisZ);
            var origin = (float*)&f->Origin;
            (lanes._originX, lanes._originY, lanes._originZ) = (origin[x], origin[y], origin[z]);
            (lanes._shearX, lanes._shearY, lanes._shearZ) = (f->ShearX, f->ShearY, f->ShearZ);
            (lanes._slabX, lanes._slabY, lanes._slabZ) = (new Slab(f, x), new Slab(f, y), new Slab(f, z));
            (lanes._x, lanes._y, lanes._z) = (x * TriangleBlock.Width, y * TriangleBlock.Width, z * TriangleBlock.Width);
        }
    }

    /// <summary>As <see cref="IRayLanes{TSelf}.Meet"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Meet(TriangleBlock* block, float nearest, float farthest, BlockHits* hits, out uint onEdge)
    {
        var rowX = block->Corners + _x;
        var rowY = block->Corners + _y;
        var rowZ = block->Corners + _z;
        var az = Vector256.Load(rowZ) - Vector256.Create(_originZ);
        var bz = Vector256.Load(rowZ + Corner) - Vector256.Create(_originZ);
        var cz = Vector256.Load(rowZ + (2 * Corner)) - Vector256.Create(_originZ);
        var ax = Vector256.Load(rowX) - Vector256.Create(_originX) - (Vector256.Create(_shearX) * az);
        var bx = Vector256.Load(rowX + Corner) - Vector256.Create(_originX) - (Vector256.Create(_shearX) * bz);
        var cx = Vector256.Load(rowX + (2 * Corner)) - Vector256.Create(_originX) - (Vector256.Create(_shearX) * cz);
        var ay = Vector256.Load(rowY) - Vector256.Create(_originY) - (Vector256.Create(_shearY) * az);
        var by = Vector256.Load(rowY + Corner) - Vector256.Create(_originY) - (Vector256.Create(_shearY) * bz);
        var cy = Vector256.Load(rowY + (2 * Corner)) - Vector256.Create(_originY) - (Vector256.Create(_shearY) * cz);
        var u = (cx * by) - (cy * bx);
        var v = (ax * cy) - (ay * cx);
        var w = (bx * ay) - (by * ax);
        var zero = Vector256<float>.Zero;
        onEdge = (Vector256.Equals(u, zero) | Vector256.Equals(v, zero) | Vector256.Equals(w, zero)).ExtractMostSignificantBits();

        // Without zeros the ray is inside where all three signs are the same. Lanes without a triangle are NaN, and fail at their distance.
        var inside = ((u & v & w) | ~(u | v | w)).ExtractMostSignificantBits() & ~onEdge;
        if (inside == 0) return 0;
        var determinant = u + v + w;
        var distance = ((u * (Vector256.Create(_shearZ) * az)) + (v * (Vector256.Create(_shearZ) * bz)) + (w * (Vector256.Create(_shearZ) * cz))) / determinant;
        inside &= (Vector256.GreaterThan(distance, Vector256.Create(nearest)) & Vector256.LessThanOrEqual(distance, Vector256.Create(farthest))).ExtractMostSignificantBits();
        if (inside == 0) return 0;
        v.Store(hits->V);
        w.Store(hits->W);
        determinant.Store(hits->Determinants);
        return inside & PassBoxes(block, distance, nearest, farthest, hits);
    }

    /// <summary>As TriangleTest.PassesBox; stores the distances.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint PassBoxes(TriangleBlock* block, Vector256<float> distance, float nearest, float farthest, BlockHits* hits)
    {
        _slabX.Meet(block->Corners + _x, out var enter, out var leave);
        _slabY.Meet(block->Corners + _y, out var enterY, out var leaveY);
        _slabZ.Meet(block->Corners + _z, out var enterZ, out var leaveZ);
        enter = LaneOrder.Greater(LaneOrder.Greater(enter, enterY), enterZ);
        leave = LaneOrder.Lesser(LaneOrder.Lesser(leave, leaveY), leaveZ);
        distance = LaneOrder.Greater(distance, enter) + Vector256<float>.Zero;
        distance.Store(hits->Distances);
        var passes = Vector256.LessThanOrEqual(enter, leave) & Vector256.GreaterThanOrEqual(leave, Vector256.Create(nearest)) & Vector256.LessThanOrEqual(distance, Vector256.Create(farthest));
        return passes.ExtractMostSignificantBits();
    }

    /// <summary>What a ray needs to meet planes across one axis.</summary>
    private readonly struct Slab
    {
        private readonly float _low;
        private readonly float _high;
        private readonly float _inverse;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Slab(RayFrame* frame, int axis) => (_low, _high, _inverse) = (((float*)&frame->LowOrigin)[axis], ((float*)&frame->HighOrigin)[axis], ((float*)&frame->Inverse)[axis]);

        /// <summary>Where the ray enters and leaves the extents of eight triangles. For a ray that goes down, the high plane comes first.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Meet(float* row, out Vector256<float> enter, out Vector256<float> leave)
        {
            var (a, b, c) = (Vector256.Load(row), Vector256.Load(row + Corner), Vector256.Load(row + (2 * Corner)));
            var first = (LaneOrder.Lesser(LaneOrder.Lesser(a, b), c) - Vector256.Create(_low)) * Vector256.Create(_inverse);
            var last = (LaneOrder.Greater(LaneOrder.Greater(a, b), c) - Vector256.Create(_high)) * Vector256.Create(_inverse);
            enter = LaneOrder.Lesser(first, last);
            leave = LaneOrder.Greater(first, last);
        }
    }
}
