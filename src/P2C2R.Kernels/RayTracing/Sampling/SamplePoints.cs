namespace P2C2R.Kernels.RayTracing.Sampling;

/// <summary>The points of one sample of one item.</summary>
/// <param name="Key">What <see cref="LowDiscrepancy.Key"/> gives for the item.</param>
/// <param name="Sample">Number of the sample.</param>
internal readonly record struct SamplePoints(uint Key, int Sample)
{
    /// <summary>A point of the unit square.</summary>
    public (float U, float V) Pair(int dimension) => LowDiscrepancy.Pair(Key, Sample, dimension);
}
