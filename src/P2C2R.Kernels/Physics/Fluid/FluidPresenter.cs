using System.Buffers.Binary;
using System.Text.Json.Nodes;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Physics.Fluid.Presenting;
using P2C2R.Kernels.Physics.Fluid.Solids;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>Makes surfaces, points, a picture, a cache of the frames and figures of each variant; docs/kernels/fluid.md describes the files.</summary>
internal static class FluidPresenter
{
    // What can be looked at; the figures and the cache have all.
    private const int MostPresented = 16;
    private const int MostPanels = 6;

    /// <summary>Presents; see <see cref="IKernel.Present"/>.</summary>
    public static Presentation Present(FluidDocument document, Stream canonical, string directory)
    {
        var files = new List<string>();
        var variants = new JsonArray();
        FluidFrame last = null!;
        var least = double.MaxValue;
        for (var variant = 0; variant < document.Variants.Count; variant++)
        {
            var frames = ReadVariant(document, canonical);
            last = frames[^1];
            least = Math.Min(least, frames.Min(static f => f.Figures[1]));
            variants.Add(new JsonArray([.. frames.Select(f => (JsonNode)Figures(document, f))]));
            if (variant >= MostPresented) continue;
            var name = document.Variants.Count == 1 ? "fluid" : $"fluid-{variant:D4}";
            WriteCache(directory, name + ".cache", frames, files);
            WriteMeshes(document, directory, name, frames, files);
        }

        File.WriteAllText(Path.Combine(directory, "fluid.json"), new JsonObject { ["variants"] = variants }.ToJsonString());
        files.Add("fluid.json");
        var compression = Math.Max(0, 1 - least);
        var figures = new JsonObject { ["steps"] = document.Steps, ["particles"] = last.Count, ["variants"] = document.Variants.Count, ["max_compression"] = compression };
        return new Presentation(Lines(document, last, compression), files, figures);
    }

    /// <summary>All frames, and the end of the run where no frame was taken there.</summary>
    private static List<FluidFrame> ReadVariant(FluidDocument document, Stream canonical)
    {
        var four = new byte[4];
        canonical.ReadExactly(four);
        var frames = new List<FluidFrame>();
        for (var left = BinaryPrimitives.ReadInt32LittleEndian(four); left > 0; left--) frames.Add(FluidFrame.Read(ReadCounted(canonical, FluidFrame.HeaderBytes, static h => FluidFrame.LengthOf(h))) ?? throw NotMerged());
        var state = ReadCounted(canonical, FluidState.HeaderBytes, static h => FluidState.LengthOf(h));
        var particles = FluidState.Read(state, document.Shape, out var step) ?? throw NotMerged();
        if (frames.Count == 0 || frames[^1].Step != step) frames.Add(FluidFrame.Of(step, particles, document.Shape, PosesOf(document, state)));
        return frames;
    }

    private static InvalidDataException NotMerged() => new("not a merged output of this kernel");

    /// <summary>Poses of the bodies of a state.</summary>
    private static float[] PosesOf(FluidDocument document, byte[] state)
    {
        if (document.Scene.Bodies.Count == 0) return [];
        using var bodies = BodyWorld.Start(document.Scene, document.Shape, document.Run(document.Variants[0]).Settings) ?? throw NotMerged();
        return bodies.Read(FluidState.Bodies(state)) ? bodies.Poses() : throw NotMerged();
    }

    /// <summary>Something whose header says how long it is.</summary>
    private static byte[] ReadCounted(Stream canonical, int headerBytes, Func<byte[], long> length)
    {
        var header = new byte[headerBytes];
        canonical.ReadExactly(header);
        var whole = length(header);
        if (whole < headerBytes) throw NotMerged();
        var bytes = new byte[whole];
        header.CopyTo(bytes, 0);
        canonical.ReadExactly(bytes.AsSpan(headerBytes));
        return bytes;
    }

    private static void WriteCache(string directory, string name, List<FluidFrame> frames, List<string> files)
    {
        using var file = File.Create(Path.Combine(directory, name));
        foreach (var frame in frames) frame.Write(file);
        files.Add(name);
    }

    private static void WriteMeshes(FluidDocument document, string directory, string name, List<FluidFrame> frames, List<string> files)
    {
        var panels = Math.Min(MostPanels, frames.Count);
        var columns = Math.Min(3, panels);
        var picture = new FluidPicture(document, columns, (panels + columns - 1) / columns);
        var solids = new ShownSolids(document);
        for (var i = 0; i < panels; i++)
        {
            var frame = frames[((i + 1) * frames.Count / panels) - 1];
            picture.Paint(i, Surface(document, frame), solids.In(frame));
        }

        for (var i = panels; i % columns != 0; i++) picture.Paint(i, null, []);
        var animation = new FluidAnimation(document, frames);
        Write(directory, name + ".png", picture.WritePng, files);
        Write(directory, name + "-surface.glb", s => animation.Write(s, f => Surface(document, f)), files);
        Write(directory, name + "-points.glb", s => animation.Write(s, f => Points(document, f)), files);
    }

    private static GlbNode? Surface(FluidDocument document, FluidFrame frame) => new SurfaceBuilder(new DensityGrid(frame, document)).Build($"surface after {frame.Step} steps");

    private static void Write(string directory, string name, Action<Stream> write, List<string> files)
    {
        using var file = File.Create(Path.Combine(directory, name));
        write(file);
        files.Add(name);
    }

    private static GlbNode Points(FluidDocument document, FluidFrame frame)
    {
        ReadOnlySpan<int> sides = [document.Shape.CellsX, document.Shape.CellsY, document.Shape.CellsZ];
        var positions = new float[frame.Places.Length];
        for (var i = 0; i < positions.Length; i++) positions[i] = (float)(frame.Places[i] * sides[i % 3] * document.Cell / 65535);
        return new GlbNode($"particles after {frame.Step} steps", positions, [.. Enumerable.Range(0, frame.Count)]) { Shape = GlbShape.Points };
    }

    private static JsonObject Figures(FluidDocument document, FluidFrame frame)
    {
        var (f, cell) = (frame.Figures, document.Cell);
        return new JsonObject
        {
            ["step"] = frame.Step,
            ["seconds"] = frame.Step * document.TimeStep,
            ["mean_volume_ratio"] = f[0],
            ["least_volume_ratio"] = f[1],
            ["kinetic_energy_per_kg"] = f[2] * cell * cell,
            ["greatest_speed"] = f[3] * cell,
            ["mean_height"] = f[4] * cell,
            ["mean_velocity"] = new JsonArray(f[5] * cell / frame.Count, f[6] * cell / frame.Count, f[7] * cell / frame.Count),
        };
    }

    private static List<string> Lines(FluidDocument document, FluidFrame last, double compression) =>
    [
        FormattableString.Invariant($"{last.Count} particles in {document.Shape.CellsX} x {document.Shape.CellsY} x {document.Shape.CellsZ} cells, {document.Steps} steps of {document.TimeStep * 1e6:F1} microseconds, {document.Variants.Count} variant(s)"),
        FormattableString.Invariant($"compressed by at most {compression:P2} in the frames; in the last one the fastest particle has {last.Figures[3] * document.Cell:F2} m/s"),
    ];
}
