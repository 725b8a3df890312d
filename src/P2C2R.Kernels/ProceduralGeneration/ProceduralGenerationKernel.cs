using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.ProceduralGeneration.Dungeon;
using P2C2R.Kernels.ProceduralGeneration.Terrain;
using P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;
using P2C2R.Protocol;

namespace P2C2R.Kernels.ProceduralGeneration;

/// <summary>Worlds from a seed. The document's field <c>"generator"</c> says which <see cref="IGenerator"/> makes them; the first byte of a slice's input says it again.</summary>
public sealed class ProceduralGenerationKernel : IKernel
{
    private const string GeneratorField = "generator";

    private static readonly IGenerator[] Generators =
    [
        new TerrainGenerator(),
        new WaveFunctionCollapseGenerator(),
        new DungeonGenerator(),
    ];

    /// <inheritdoc/>
    public KernelId Id { get; } = new(Kinds.ProceduralGeneration, 1);

    private static string Names => string.Join(", ", Generators.Select(static g => g.Name));

    /// <inheritdoc/>
    public TaskPlan Plan(ReadOnlyMemory<byte> document, IInputFiles files) => FindByName(document.Span).Plan(Id, document, files);

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice)
    {
        if (slice.Input.IsEmpty) return Refusal.Of(slice, "the input is empty");
        var number = slice.Input.Span[0];
        return Array.Find(Generators, g => g.Number == number) is { } generator ? generator.Execute(slice) : Refusal.Of(slice, $"there is no generator {number}");
    }

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical) => FindByPlan(plan).Merge(plan, outputs, canonical);

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => FindByPlan(plan).Present(plan, canonical, directory);

    private static IGenerator FindByPlan(TaskPlan plan) => Generators.Single(g => g.Number == plan.Slices[0].Input.Span[0]);

    private static IGenerator FindByName(ReadOnlySpan<byte> document)
    {
        var json = new DocumentReader(document);
        var seen = new HashSet<string>();
        IGenerator? found = null;
        json.ReadDocumentStart();
        while (json.NextField(seen, out var field))
        {
            if (field != GeneratorField)
            {
                json.SkipValue();
                continue;
            }

            var name = json.ReadString(field);
            found = Array.Find(Generators, g => g.Name == name) ?? throw json.Wrong($"there is no generator \"{name}\"; the generators are {Names}");
        }

        return found ?? throw json.Wrong($"the field \"{GeneratorField}\" is missing; the generators are {Names}");
    }
}
