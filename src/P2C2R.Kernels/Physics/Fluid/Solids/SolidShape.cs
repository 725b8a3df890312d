using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>The form of something solid in a fluid, in cells and its own axes. Canonical bytes: <c>u8 form | f32 radius, or half extents (3) | the field of a mesh</c>.</summary>
/// <param name="Form">Which.</param>
/// <param name="Size">Half extents; of a ball its radius in X.</param>
/// <param name="Field">Of a mesh.</param>
internal sealed record SolidShape(SolidForm Form, Float3 Size, DistanceField? Field)
{
    private const float MostSize = 1e6f;

    /// <summary>The least corner of its own box.</summary>
    public Float3 Low => Field?.Low ?? -(Form == SolidForm.Sphere ? Float3.One * Size.X : Size);

    /// <summary>The greatest corner.</summary>
    public Float3 High => Field?.High ?? (Form == SolidForm.Sphere ? Float3.One * Size.X : Size);

    /// <summary>How far a place is from the surface, less than 0 inside, and the direction away from it; no direction where that is beyond what is known.</summary>
    public float Distance(Float3 at, out Float3 normal) => Form switch
    {
        SolidForm.Sphere => FromSphere(at, out normal),
        SolidForm.Box => FromBox(at, out normal),
        _ => Field!.At(at, out normal),
    };

    /// <summary>Writes it.</summary>
    public void Write(CanonicalWriter writer)
    {
        writer.U8((byte)Form);
        foreach (var value in (ReadOnlySpan<float>)[Size.X, Size.Y, Size.Z]) writer.F32(value);
        Field?.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
    public static SolidShape? Read(ref CanonicalReader reader)
    {
        var (form, size) = ((SolidForm)reader.U8(), new Float3(reader.F32(), reader.F32(), reader.F32()));
        if (form > SolidForm.Mesh || !(size.X is >= 0 and < MostSize && size.Y is >= 0 and < MostSize && size.Z is >= 0 and < MostSize)) return null;
        if (form != SolidForm.Mesh) return new SolidShape(form, size, null);
        return DistanceField.Read(ref reader) is { } field ? new SolidShape(form, size, field) : null;
    }

    private float FromSphere(Float3 at, out Float3 normal)
    {
        var length = at.Length;
        normal = length > 0 ? at / length : new Float3(0, 1, 0);
        return length - Size.X;
    }

    private float FromBox(Float3 at, out Float3 normal)
    {
        var q = new Float3(Math.Abs(at.X), Math.Abs(at.Y), Math.Abs(at.Z)) - Size;
        var outside = Float3.Max(q, default);
        var distance = outside.Length;
        if (distance == 0)
        {
            outside = q.X >= q.Y && q.X >= q.Z ? new Float3(1, 0, 0) : q.Y >= q.Z ? new Float3(0, 1, 0) : new Float3(0, 0, 1);
            normal = outside;
            distance = Math.Max(q.X, Math.Max(q.Y, q.Z));
        }
        else
        {
            normal = outside / distance;
        }

        normal = new Float3(at.X < 0 ? -normal.X : normal.X, at.Y < 0 ? -normal.Y : normal.Y, at.Z < 0 ? -normal.Z : normal.Z);
        return distance;
    }
}
