using P2C2R.Protocol;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>A slice for each variant: a wave can't be divided, because what one cell becomes follows from all those before.</summary>
internal static class WavePlanner
{
    // Counts of 16 bits for four directions, and a little for domains.
    private const int BytesPerState = 9;

    /// <summary>Plans.</summary>
    public static TaskPlan Plan(KernelId kernel, byte generator, ReadOnlyMemory<byte> bytes, IInputFiles files)
    {
        var document = WaveDocument.Read(bytes.Span, files);
        var problem = ToProblem(document);
        var canonical = problem.Write();
        var isInline = WaveSlice.IsInline(canonical.Length);
        var hash = Sha256Hash.Of(canonical.Span);
        var least = WaveUnits.OfVariant(problem, canonical.Length);
        var most = least + (problem.MaxBacktracks * WaveUnits.OfBacktrack(problem));
        var slices = new List<PlannedSlice>();
        for (var variant = 0; variant < document.Count; variant++)
        {
            slices.Add(new PlannedSlice(WaveSlice.Write(generator, canonical.Span, variant), isInline ? [] : [hash], [], least, most) { OutputBytes = WaveAnswerFormat.Size(problem) });
        }

        var blobs = new Dictionary<Sha256Hash, ReadOnlyMemory<byte>>();
        if (!isInline) blobs.Add(hash, canonical);
        return new TaskPlan(kernel, bytes, slices, blobs, new PlannedWave(document, problem)) { MemoryBytes = BytesPerState * (long)problem.Cells * problem.Rules.Count };
    }

    private static WaveProblem ToProblem(WaveDocument document)
    {
        var model = document.Model;
        var (width, height) = (model.CellsAlong(document.Width, document.Periodic), model.CellsAlong(document.Height, document.Periodic));
        var states = (long)width * height * model.Rules.Count;
        if (states > WaveProblem.MaxStates)
        {
            throw new InputException($"{width} x {height} cells with {model.Rules.Count} patterns are {states} states, at most {WaveProblem.MaxStates} are allowed; make \"width\" or \"height\" smaller, or use fewer tiles or a simpler sample");
        }

        if (model.Rules.Pairs > AdjacencyRules.MaxPairs)
        {
            throw new InputException($"{model.Rules.Pairs} pairs of patterns may stand side by side, at most {AdjacencyRules.MaxPairs} are allowed; use more labels, or fewer tiles or orientations");
        }

        var domains = new List<ulong[]>();
        var pins = new List<WavePin>();
        for (var i = 0; i < document.Pins.Count; i++) AddPin(document, i, domains, pins, width, height);
        return new WaveProblem(model.Rules, width, height, document.Periodic, document.Seed, document.Backtracks, domains, pins);
    }

    private static void AddPin(WaveDocument document, int number, List<ulong[]> domains, List<WavePin> pins, int width, int height)
    {
        var pin = document.Pins[number];
        if (pin.X + pin.Width > document.Width || pin.Y + pin.Height > document.Height) throw new InputException($"pin {number} reaches beyond the map of {document.Width} x {document.Height}");
        var tiles = new List<int>();
        foreach (var name in pin.Names)
        {
            var found = document.FindTiles(name);
            if (found.Count == 0) throw new InputException($"pin {number}: there is no {(pin.AreColors ? "colour" : "tile")} \"{name}\" in the {(pin.AreColors ? "sample" : "tiles")}");
            tiles.AddRange(found);
        }

        foreach (var (backX, backY, patterns) in document.Model.PatternsWith(tiles))
        {
            var domain = domains.FindIndex(d => d.AsSpan().SequenceEqual(patterns));
            if (domain < 0)
            {
                domain = domains.Count;
                domains.Add(patterns);
            }

            foreach (var (left, columns) in Shifted(pin.X, pin.Width, backX, width, document.Periodic))
            {
                foreach (var (top, rows) in Shifted(pin.Y, pin.Height, backY, height, document.Periodic)) pins.Add(new WavePin(left, top, columns, rows, domain));
            }
        }
    }

    /// <summary>A span moved back: cut where there are no cells, in two where it wraps around.</summary>
    private static IEnumerable<(int First, int Count)> Shifted(int first, int count, int back, int cells, bool periodic)
    {
        var (from, to) = (first - back, first - back + count);
        var (inside, end) = (Math.Max(0, from), Math.Min(cells, to));
        if (inside < end) yield return (inside, end - inside);
        if (periodic && from < 0) yield return (cells + from, Math.Min(0, to) - from);
    }
}
