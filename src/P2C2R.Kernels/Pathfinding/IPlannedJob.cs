namespace P2C2R.Kernels.Pathfinding;

/// <summary>What planning leaves for merging and presenting: one implementation for each form of document.</summary>
internal interface IPlannedJob
{
    /// <summary>See <see cref="IKernel.Merge"/>.</summary>
    /// <param name="outputs">One for each slice that is delivered.</param>
    /// <param name="canonical">Receives the canonical output.</param>
    /// <exception cref="InvalidDataException">An output can't be right.</exception>
    void Merge(IReadOnlyList<SliceResult> outputs, Stream canonical);

    /// <summary>See <see cref="IKernel.Present"/>.</summary>
    /// <param name="canonical">The canonical output.</param>
    /// <param name="directory">An existing folder.</param>
    Presentation Present(Stream canonical, string directory);
}
