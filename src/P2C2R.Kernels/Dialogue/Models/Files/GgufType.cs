namespace P2C2R.Kernels.Dialogue.Models.Files;

/// <summary>Types of a GGUF file's values.</summary>
internal enum GgufType
{
    /// <summary>Unsigned, 8 bits.</summary>
    U8 = 0,

    /// <summary>Signed, 8 bits.</summary>
    I8 = 1,

    /// <summary>Unsigned, 16 bits.</summary>
    U16 = 2,

    /// <summary>Signed, 16 bits.</summary>
    I16 = 3,

    /// <summary>Unsigned, 32 bits.</summary>
    U32 = 4,

    /// <summary>Signed, 32 bits.</summary>
    I32 = 5,

    /// <summary>Binary32.</summary>
    F32 = 6,

    /// <summary>A byte, 0 or 1.</summary>
    Bool = 7,

    /// <summary>A 64-bit length and UTF-8.</summary>
    Text = 8,

    /// <summary>Element type, 64-bit count, elements.</summary>
    Array = 9,

    /// <summary>Unsigned, 64 bits.</summary>
    U64 = 10,

    /// <summary>Signed, 64 bits.</summary>
    I64 = 11,

    /// <summary>Binary64.</summary>
    F64 = 12,
}
