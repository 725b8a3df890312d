namespace P2C2R.Cli.Bench.Models;

/// <summary>How a model's weights are written; the numbers are GGUF's.</summary>
internal enum WeightType
{
    /// <summary>Binary32.</summary>
    F32 = 0,

    /// <summary>Binary16.</summary>
    F16 = 1,

    /// <summary>Q4_0: 4 bits, blocks of 32 with a scale.</summary>
    Q4 = 2,

    /// <summary>Q8_0: 8 bits, blocks of 32 with a scale.</summary>
    Q8 = 8,

    /// <summary>Q6_K: 6 bits, blocks of 256 with 16 scales and one over them.</summary>
    Q6 = 14,
}
