namespace P2C2R.Kernels;

/// <summary>A kernel whose tasks can be looked at while they are computed: a picture that fills in.</summary>
public interface IPreviewKernel : IKernel
{
    /// <summary>
    /// Draws what there is so far. Asked again and again, at longer intervals where drawing takes long; so it draws big pictures small.
    /// </summary>
    /// <param name="plan">What <see cref="IKernel.Plan"/> returned.</param>
    /// <param name="outputs">Those outputs that are there, in order of their slices' numbers. From strangers: what can't be an output is left out of the picture.</param>
    /// <param name="png">Receives the picture; it is not hashed.</param>
    /// <returns>False, with nothing written, where there is nothing to be seen.</returns>
    bool TryPreview(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream png);
}
