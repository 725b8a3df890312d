using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>Tests a ray against eight triangles at once; each lane does what <see cref="TriangleTest"/> does.</summary>
internal readonly unsafe struct TriangleLanes
{
    private readonly Vector256<float> _originX;
    private readonly Vector256<float> _originY;
    private readonly Vector256<float> _originZ;
    private readonly Vector256<float> _shearX;
    private readonly Vector256<float> _shearY;
    private readonly Vector256<float> _shearZ;
    private readonly nint _x;
    private readonly nint _y;
    private readonly nint _z;

    /// <summary>Prepares a ray.</summary>
    public TriangleLanes(in RayFrame frame)
    {
        _originX = Vector256.Create(RayFrame.Part(frame.Origin, frame.AxisX));
        _originY = Vector256.Create(RayFrame.Part(frame.Origin, frame.AxisY));
        _originZ = Vector256.Create(RayFrame.Part(frame.Origin, frame.AxisZ));
        (_shearX, _shearY, _shearZ) = (Vector256.Create(frame.ShearX), Vector256.Create(frame.ShearY), Vector256.Create(frame.ShearZ));
        (_x, _y, _z) = (frame.AxisX * TriangleBlock.Width, frame.AxisY * TriangleBlock.Width, frame.AxisZ * TriangleBlock.Width);
    }

    /// <summary>As <see cref="IBoxLanes{TSelf}.Meet"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Meet(TriangleBlock* block, float nearest, float farthest, out uint onEdge)
    {
        const int Corner = 3 * TriangleBlock.Width;
        var rowX = block->Corners + _x;
        var rowY = block->Corners + _y;
        var rowZ = block->Corners + _z;
        var (az, bz, cz) = (Vector256.Load(rowZ) - _originZ, Vector256.Load(rowZ + Corner) - _originZ, Vector256.Load(rowZ + (2 * Corner)) - _originZ);
        var ax = Vector256.Load(rowX) - _originX - (_shearX * az);
        var bx = Vector256.Load(rowX + Corner) - _originX - (_shearX * bz);
        var cx = Vector256.Load(rowX + (2 * Corner)) - _originX - (_shearX * cz);
        var ay = Vector256.Load(rowY) - _originY - (_shearY * az);
        var by = Vector256.Load(rowY + Corner) - _originY - (_shearY * bz);
        var cy = Vector256.Load(rowY + (2 * Corner)) - _originY - (_shearY * cz);
        var u = (cx * by) - (cy * bx);
        var v = (ax * cy) - (ay * cx);
        var w = (bx * ay) - (by * ax);
        var zero = Vector256<float>.Zero;
        onEdge = (Vector256.Equals(u, zero) | Vector256.Equals(v, zero) | Vector256.Equals(w, zero)).ExtractMostSignificantBits();

        // Without zeros the ray is inside where all three signs are the same. Lanes without a triangle are NaN, and fail at their distance.
        var inside = ((u & v & w) | ~(u | v | w)).ExtractMostSignificantBits() & ~onEdge;
        if (inside == 0) return 0;
        var determinant = u + v + w;
        var distance = ((u * (_shearZ * az)) + (v * (_shearZ * bz)) + (w * (_shearZ * cz))) / determinant;
        return inside & (Vector256.GreaterThan(distance, Vector256.Create(nearest)) & Vector256.LessThanOrEqual(distance, Vector256.Create(farthest))).ExtractMostSignificantBits();
    }
}
