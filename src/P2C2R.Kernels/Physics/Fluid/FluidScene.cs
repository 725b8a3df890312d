using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Physics.Fluid.Solids;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>What is in the tank beside the fluid, in cells; a blob that all slices of a task share: <c>i32 count, obstacles</c>.</summary>
/// <param name="Obstacles">What moves as it was told, or not at all.</param>
internal sealed record FluidScene(IReadOnlyList<SceneObstacle> Obstacles)
{
    /// <summary>Nothing.</summary>
    public static readonly FluidScene Empty = new([]);

    /// <summary>Whether there is nothing.</summary>
    public bool IsEmpty => Obstacles.Count == 0;

    /// <summary>The solids where they are at a step, of which only distances are asked.</summary>
    public List<Solid> At(int step, FluidShape grid, double timeStep)
    {
        var solids = new List<Solid>();
        foreach (var obstacle in Obstacles)
        {
            var solid = new Solid(obstacle.Shape, default, obstacle.Friction, grid);
            solid.Place(obstacle.Motion.At(step, timeStep));
            solids.Add(solid);
        }

        return solids;
    }

    /// <summary>The canonical bytes.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var writer = new CanonicalWriter();
        writer.I32(Obstacles.Count);
        foreach (var obstacle in Obstacles) obstacle.Write(writer);
        return writer.Written;
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
    public static FluidScene? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var count = reader.I32();
        if (count is < 0 or > FluidLimits.MaxObstacles) return null;
        var obstacles = new List<SceneObstacle>();
        for (var i = 0; i < count; i++)
        {
            if (SceneObstacle.Read(ref reader) is not { } obstacle) return null;
            obstacles.Add(obstacle);
        }

        return reader.AtEnd ? new FluidScene(obstacles) : null;
    }
}
