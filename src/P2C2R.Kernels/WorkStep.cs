namespace P2C2R.Kernels;

/// <summary>What a kernel says that it has done, for whoever times it; no kernel reads a clock.</summary>
public enum WorkStep
{
    /// <summary>Read and parsed what the slice names.</summary>
    Load,

    /// <summary>Prepared what other slices work on.</summary>
    Preprocess,

    /// <summary>Answered some of what the task asks: queries, agents.</summary>
    Item,
}
