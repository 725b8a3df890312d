namespace P2C2R.Kernels.Dialogue.Models.Files;

/// <summary>Those of a GGUF file's tensor types that are read.</summary>
internal enum GgufTensorType
{
    /// <summary>Binary32.</summary>
    F32 = 0,

    /// <summary>Binary16.</summary>
    F16 = 1,

    /// <summary>Blocks of 32: a binary16 scale and 4 bits each.</summary>
    Q4 = 2,

    /// <summary>Blocks of 32: a binary16 scale and 8 bits each.</summary>
    Q8 = 8,

    /// <summary>Q6_K: blocks of 256 of 6 bits, with two levels of scales.</summary>
    Q6 = 14,
}
