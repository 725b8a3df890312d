using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Sampling;

namespace P2C2R.Kernels.RayTracing.Rendering.Measures;

/// <summary>Measures; for one thread.</summary>
/// <param name="rays">Traces and counts the rays.</param>
internal abstract class ItemSampler(RayCounter rays)
{
    /// <summary>Traces and counts the rays.</summary>
    public RayCounter Rays => rays;

    /// <summary>Measures one sample of an item.</summary>
    /// <param name="x">The item's column.</param>
    /// <param name="y">The item's row.</param>
    /// <param name="points">Of the sample.</param>
    /// <param name="values">Receives a number for each channel; zeros before.</param>
    /// <returns>Whether the sample tells anything; matters where the view counts those that do.</returns>
    public abstract bool Sample(int x, int y, SamplePoints points, Span<float> values);
}
