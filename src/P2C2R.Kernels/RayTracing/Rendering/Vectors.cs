using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>Three numbers in canonical bytes.</summary>
internal static class Vectors
{
    /// <summary>Writes them.</summary>
    public static void Write(CanonicalWriter writer, Float3 value)
    {
        writer.F32(value.X);
        writer.F32(value.Y);
        writer.F32(value.Z);
    }

    /// <summary>Reads them; what isn't finite fails.</summary>
    public static Float3 Read(ref CanonicalReader reader) => new(reader.F32(), reader.F32(), reader.F32());
}
