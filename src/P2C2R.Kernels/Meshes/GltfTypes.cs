using System.Buffers.Binary;

namespace P2C2R.Kernels.Meshes;

/// <summary>The component and element types of glTF's accessors (glTF 2.0, section 3.6.2.2), with their numbers there.</summary>
internal static class GltfTypes
{
    /// <summary>Signed, one byte.</summary>
    public const int Byte = 5120;

    /// <summary>Unsigned, one byte.</summary>
    public const int UnsignedByte = 5121;

    /// <summary>Signed, two bytes.</summary>
    public const int Short = 5122;

    /// <summary>Unsigned, two bytes.</summary>
    public const int UnsignedShort = 5123;

    /// <summary>Unsigned, four bytes.</summary>
    public const int UnsignedInt = 5125;

    /// <summary>IEEE binary32.</summary>
    public const int Float = 5126;

    /// <summary>Bytes of a component.</summary>
    public static int SizeOf(int component) => component switch { Byte or UnsignedByte => 1, Short or UnsignedShort => 2, _ => 4 };

    /// <summary>Components of an element; 0 for a type that isn't read.</summary>
    public static int ComponentsOf(string? type) => type switch { "SCALAR" => 1, "VEC2" => 2, "VEC3" => 3, "VEC4" => 4, "MAT4" => 16, _ => 0 };

    /// <summary>The type of so many components.</summary>
    public static string NameOf(int components) => components switch { 1 => "SCALAR", 2 => "VEC2", 3 => "VEC3", 4 => "VEC4", _ => "MAT4" };

    /// <summary>The number at the beginning of some bytes.</summary>
    public static uint ReadUnsigned(ReadOnlySpan<byte> bytes, int component) => component switch
    {
        UnsignedByte => bytes[0],
        UnsignedShort => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
    };

    /// <summary>The number at the beginning of some bytes; of normalized integers the greatest becomes 1.</summary>
    public static float ReadFloat(ReadOnlySpan<byte> bytes, int component, bool isNormalized) => component switch
    {
        Byte => Scaled((sbyte)bytes[0], isNormalized ? sbyte.MaxValue : 1, isNormalized),
        UnsignedByte => Scaled(bytes[0], isNormalized ? byte.MaxValue : 1, isNormalized),
        Short => Scaled(BinaryPrimitives.ReadInt16LittleEndian(bytes), isNormalized ? short.MaxValue : 1, isNormalized),
        UnsignedShort => Scaled(BinaryPrimitives.ReadUInt16LittleEndian(bytes), isNormalized ? ushort.MaxValue : 1, isNormalized),
        _ => BinaryPrimitives.ReadSingleLittleEndian(bytes),
    };

    private static float Scaled(int value, int greatest, bool isNormalized) => isNormalized ? Math.Max((float)value / greatest, -1) : value;
}
