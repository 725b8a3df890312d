using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.NavigationMesh.Building;
using P2C2R.Protocol;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>Executes slices. Safe for threads.</summary>
internal sealed class NavigationSolver
{
    private readonly SolverCache _solvers = new();

    /// <summary>Whether a slice is of a mesh: the first byte of its input says so.</summary>
    public static bool Takes(SliceExecution slice) => slice.Input.Length > 0 && slice.Input.Span[0] is TileJob.Form or JoinJob.Form or PathJob.Form;

    /// <summary>Executes a slice; see <see cref="IKernel.Execute"/>.</summary>
    public OutputTrailer Execute(SliceExecution slice) => slice.Input.Span[0] switch
    {
        TileJob.Form => BuildTile(slice),
        JoinJob.Form => Join(slice),
        PathJob.Form => Solve(slice),
        _ => Refusal.Of(slice, "the input is of no known form"),
    };

    private static OutputTrailer BuildTile(SliceExecution slice)
    {
        if (TileJob.Read(slice.Input, out var inline) is not { } job) return Refusal.Of(slice, "the input is not a tile");
        if (slice.Blobs.Count != (inline is null ? 1 : 0)) return Refusal.Of(slice, "the input needs its triangles: one blob, or none where they are in the input");
        if (job.ReadTriangles((inline ?? slice.Blobs[0].Bytes).Span, slice.Cancellation) is not { } triangles) return Refusal.Of(slice, "the triangles are not in the canonical format");
        var units = job.Units(triangles, slice.Cancellation);
        if (units > slice.MaxUnits) return OutOfUnits(slice);
        if (new TileBuilder(job.Settings, slice.Cancellation).Build(job.Area, triangles) is not { } tile) return Refusal.Of(slice, $"the tile has more than {Heightfield.MostSpans} spans; make \"tile_size\" smaller");
        var writer = new CanonicalWriter();
        TileFormat.Write(writer, tile);
        return Complete(slice, writer, units);
    }

    private static OutputTrailer Join(SliceExecution slice)
    {
        if (JoinJob.Read(slice.Input.Span) is not { } settings) return Refusal.Of(slice, "the input is not one of joining");
        var tiles = new List<TileMesh>();
        foreach (var dependency in slice.Dependencies)
        {
            slice.Cancellation.ThrowIfCancellationRequested();
            if (TileFormat.Read(dependency.Bytes.Span) is not { } tile) return Refusal.Of(slice, "a dependency is not a tile");
            tiles.Add(tile);
        }

        var units = NavigationUnits.OfJoin(settings);
        if (units > slice.MaxUnits) return OutOfUnits(slice);
        var writer = new CanonicalWriter();
        MeshJoiner.Join(settings, tiles, slice.Cancellation).Write(writer);
        return Complete(slice, writer, units);
    }

    private OutputTrailer Solve(SliceExecution slice)
    {
        if (PathJob.Read(slice.Input.Span) is not { } job) return Refusal.Of(slice, "the input is not a batch of queries");
        if (slice.Dependencies.Count != 1) return Refusal.Of(slice, "the input needs a mesh to depend on");
        var units = job.Queries.Sum(NavigationUnits.OfQuery);
        if (units > slice.MaxUnits) return OutOfUnits(slice);
        var mesh = slice.Dependencies[0];
        if (_solvers.Take(mesh, slice.Cancellation) is not { } solver) return Refusal.Of(slice, "the dependency is not a mesh");
        var writer = new CanonicalWriter();
        for (var i = 0; i < job.Queries.Count; i++)
        {
            slice.Cancellation.ThrowIfCancellationRequested();
            MeshAnswerFormat.Write(writer, solver.Solve(job.Queries[i], job.IsFast, slice.Cancellation));
            slice.Progress((i + 1.0) / job.Queries.Count);
        }

        _solvers.Return(mesh.Hash, solver);
        return Complete(slice, writer, units);
    }

    private static OutputTrailer Complete(SliceExecution slice, CanonicalWriter writer, long units)
    {
        slice.Output.Write(writer.Written.Span);
        return new OutputTrailer(units, SliceOutcome.Completed);
    }

    private static OutputTrailer OutOfUnits(SliceExecution slice) => new(Math.Max(0, slice.MaxUnits), SliceOutcome.OutOfUnits);
}
