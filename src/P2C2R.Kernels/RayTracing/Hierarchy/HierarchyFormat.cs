using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>
/// The canonical bytes of a hierarchy, little-endian: the margin, the entered instances, the trees of their meshes, the world's tree. A tree is
/// its box, the number of nodes and of blocks, and these in order. What is read may come from anybody: a hierarchy that comes out leads to
/// no memory outside it and to an end, though rays find only what its author put in.
/// </summary>
internal static class HierarchyFormat
{
    private const int Magic = 0x31484350; // "PCH1"
    private const int BytesOfInstance = 56;

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

    /// <summary>Reads a hierarchy.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="meshes">The scene's meshes.</param>
    /// <param name="instances">The scene's instances: hits name only what is there.</param>
    /// <exception cref="InputException">The bytes are no hierarchy of such a scene.</exception>
    public static SceneHierarchy Read(ReadOnlySpan<byte> bytes, IReadOnlyList<TriangleMesh> meshes, IReadOnlyList<GeometryInstance> instances)
    {
        var reader = new CanonicalReader(bytes);
        if (reader.I32() != Magic) throw Wrong("they don't start with its mark");
        var margin = new InstanceMargin(ReadFloat(ref reader, 1), ReadFloat(ref reader, SceneHierarchy.MaxCoordinate));
        if (margin.Share < 0 || margin.Farthest < 0) throw Wrong("the margin is negative");
        var triangles = new int[instances.Count];
        for (var i = 0; i < triangles.Length; i++) triangles[i] = meshes[instances[i].Mesh].TriangleCount;
        var trees = new WideTree[Count(ref reader, TreeFormat.LeastBytes)];
        for (var i = 0; i < trees.Length; i++) trees[i] = TreeFormat.Read(ref reader, triangles, 0, isMesh: true);
        var placed = new PlacedMesh[Count(ref reader, BytesOfInstance)];
        for (var i = 0; i < placed.Length; i++) placed[i] = ReadInstance(ref reader, trees, triangles);
        var world = TreeFormat.Read(ref reader, triangles, placed.Length, isMesh: false);
        if (!reader.AtEnd) throw Wrong("there are bytes missing, or too many");
        return new SceneHierarchy(world, trees, placed, margin);
    }

    /// <summary>How many of something follow: no more than the bytes can hold.</summary>
    public static int Count(ref CanonicalReader reader, int bytesOfEach)
    {
        var count = reader.I32();
        if (count < 0 || count > reader.Left / bytesOfEach) throw Wrong($"a count of {count} where {reader.Left} bytes are left");
        return count;
    }

    /// <summary>A number of which neither it nor its opposite is greater than the most.</summary>
    public static float ReadFloat(ref CanonicalReader reader, float most)
    {
        var value = BitConverter.Int32BitsToSingle(reader.I32());
        if (!(MathF.Abs(value) <= most)) throw Wrong($"a number is not finite or beyond {most:E0}");
        return value;
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

    /// <summary>A point none of whose parts is beyond the most.</summary>
    public static Float3 ReadPoint(ref CanonicalReader reader, float most) => new(ReadFloat(ref reader, most), ReadFloat(ref reader, most), ReadFloat(ref reader, most));

    /// <summary>Why bytes are refused.</summary>
    public static InputException Wrong(string reason) => new($"the bytes of a hierarchy are damaged: {reason}; build it again");

    private static void WriteInstance(CanonicalWriter writer, PlacedMesh placed)
    {
        writer.I32(placed.Tree);
        writer.I32(placed.Instance);
        WritePoint(writer, placed.ToLocal.X);
        WritePoint(writer, placed.ToLocal.Y);
        WritePoint(writer, placed.ToLocal.Z);
        WritePoint(writer, placed.ToLocal.Origin);
    }

    private static PlacedMesh ReadInstance(ref CanonicalReader reader, WideTree[] trees, int[] triangles)
    {
        var (tree, instance) = (reader.I32(), reader.I32());
        if ((uint)tree >= (uint)trees.Length || (uint)instance >= (uint)triangles.Length) throw Wrong("an instance or its tree is not there");
        if (trees[tree].Nodes.Length == 0 || trees[tree].MostTriangle >= triangles[instance]) throw Wrong("an instance's tree is not one of its mesh");
        const float Most = float.MaxValue;
        return new PlacedMesh(tree, instance, new(ReadPoint(ref reader, Most), ReadPoint(ref reader, Most), ReadPoint(ref reader, Most), ReadPoint(ref reader, Most)));
    }
}
