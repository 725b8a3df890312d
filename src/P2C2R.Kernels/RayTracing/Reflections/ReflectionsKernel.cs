using P2C2R.Kernels.RayTracing.Presenting;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Reflections;

/// <summary>
/// A picture of a scene from a camera, or a cube map from a place: what is seen and what is reflected in it, up to a number of bounces, lit by
/// lights and sky. Light that is scattered diffusely from surface to surface is <see cref="Kinds.GlobalIllumination"/>'s.
/// </summary>
public sealed class ReflectionsKernel : IPreviewKernel
{
    private readonly RaySolver _solver = new();

    /// <inheritdoc/>
    public KernelId Id { get; } = new(Kinds.Reflections, 1);

    /// <inheritdoc/>
    public TaskPlan Plan(ReadOnlyMemory<byte> document, IInputFiles files) => new ReflectionsDocument().Plan(Id, document, files);

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice) => _solver.Execute(slice);

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical) => RayMerger.Merge((RayPlan)plan.State!, outputs, canonical);

    /// <inheritdoc/>
    public bool TryPreview(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream png) => RayPreview.TryWrite((RayPlan)plan.State!, outputs, png);

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => ReflectionsPresenter.Present((RayPlan)plan.State!, RayResult.Read(canonical), directory);
}
