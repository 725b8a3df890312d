using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>
/// The canonical bytes of a hierarchy, little-endian: the margin, the entered instances, the trees of their meshes, the world's tree. A tree is
/// its box, the number of nodes and of blocks, and these in order. They show that every machine builds the same tree; nothing reads them back, because
/// to build a tree again takes less time than to move its bytes (docs/adr/0011-hierarchies-are-built.md).
/// </summary>
internal static class HierarchyFormat
{
    private const int Magic = 0x31484350; // "PCH1"

    /// <summary>The bytes of a hierarchy.</summary>
    public static ReadOnlyMemory<byte> Write(WideTree world, WideTree[] meshes, PlacedMesh[] instances, InstanceMargin margin)
    {
        var writer = new CanonicalWriter();
        writer.I32(Magic);
        WriteFloat(writer, margin.Share);
        WriteFloat(writer, margin.Farthest);
        writer.I32(meshes.Length);
        foreach (var mesh in meshes) TreeFormat.Write(writer, mesh);
        writer.I32(instances.Length);
        foreach (var instance in instances) WriteInstance(writer, instance);
        TreeFormat.Write(writer, world);
        return writer.Written;
    }

    /// <summary>A number's bits.</summary>
    public static void WriteFloat(CanonicalWriter writer, float value) => writer.I32(BitConverter.SingleToInt32Bits(value));

    /// <summary>A point.</summary>
    public static void WritePoint(CanonicalWriter writer, Float3 p)
    {
        WriteFloat(writer, p.X);
        WriteFloat(writer, p.Y);
        WriteFloat(writer, p.Z);
    }

    private static void WriteInstance(CanonicalWriter writer, PlacedMesh placed)
    {
        writer.I32(placed.Tree);
        writer.I32(placed.Instance);
        WritePoint(writer, placed.ToLocal.X);
        WritePoint(writer, placed.ToLocal.Y);
        WritePoint(writer, placed.ToLocal.Z);
        WritePoint(writer, placed.ToLocal.Origin);
    }
}
