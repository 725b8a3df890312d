using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>Dungeons of rooms and corridors with doors and keys, in which every room can be reached and every lock has its key before it.</summary>
internal sealed class DungeonGenerator : IGenerator
{
    /// <inheritdoc/>
    public string Name => "dungeon";

    /// <inheritdoc/>
    public byte Number => 3;

    /// <inheritdoc/>
    public TaskPlan Plan(KernelId kernel, ReadOnlyMemory<byte> document, IInputFiles files)
    {
        var read = DungeonDocument.Read(document.Span);
        var slices = new List<PlannedSlice>();
        for (var variant = 0; variant < read.Count; variant++)
        {
            var parameters = read.Variant(variant);
            var units = DungeonUnits.Of(parameters);
            slices.Add(new PlannedSlice(parameters.Write(Number), [], [], units, units) { OutputBytes = DungeonLayout.MostBytes(parameters) });
        }

        return new TaskPlan(kernel, document, slices, new Dictionary<Sha256Hash, ReadOnlyMemory<byte>>(), read);
    }

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice)
    {
        if (slice.Blobs.Count > 0 || DungeonParameters.Read(slice.Input.Span) is not { } parameters) return Refusal.Of(slice, "the input is not that of a dungeon");
        var units = DungeonUnits.Of(parameters);
        if (units > slice.MaxUnits) return new OutputTrailer(Math.Max(0, slice.MaxUnits), SliceOutcome.OutOfUnits);
        slice.Output.Write(new DungeonMaker(parameters, slice).Make().Write().Span);
        return new OutputTrailer(units, SliceOutcome.Completed);
    }

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical)
    {
        var asked = ((DungeonDocument)plan.State!).Variant(0);
        foreach (var output in outputs)
        {
            var reader = new CanonicalReader(output.Answer.Span);
            if (DungeonLayout.Read(ref reader) is not { } layout || !reader.AtEnd) throw new InvalidDataException($"slice {output.Slice}: not a dungeon of {plan.Kernel}");
            if ((layout.Width, layout.Height) != (asked.Width, asked.Height)) throw new InvalidDataException($"slice {output.Slice}: a dungeon of another size");
            if (DungeonCheck.Find(layout) is { } wrong) throw new InvalidDataException($"slice {output.Slice}: {wrong}");
            canonical.Write(output.Answer.Span);
        }
    }

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => DungeonPresenter.Present((DungeonDocument)plan.State!, canonical, directory);
}
