using P2C2R.Protocol;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>Heights from noise or a given map, eroded, with biomes, lakes and rivers.</summary>
internal sealed class TerrainGenerator : IGenerator
{
    /// <inheritdoc/>
    public string Name => "terrain";

    /// <inheritdoc/>
    public byte Number => 1;

    /// <inheritdoc/>
    public TaskPlan Plan(KernelId kernel, ReadOnlyMemory<byte> document, IInputFiles files) => TerrainPlanner.Plan(kernel, Number, document, files);

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice) => TerrainSolver.Execute(slice);

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical) => TerrainMerger.Merge((PlannedTerrain)plan.State!, outputs, canonical);

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => TerrainPresenter.Present((PlannedTerrain)plan.State!, canonical, directory);
}
