using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.Physics.Fluid.Solving;

/// <summary>
/// The tank's walls, by the method of images: behind each wall lies the fluid's mirror image. What particles give to the nodes behind a wall
/// comes back to the nodes before it, velocities behind it are those before it reflected, and nothing flows through it. So density and pressure
/// at a wall are what they are elsewhere, and no particle is slowed down on its way along it.
/// </summary>
internal static unsafe class WallImages
{
    private static readonly Vector128<float> MirrorX = Vector128.Create(-1f, 1, 1, 1);
    private static readonly Vector128<float> MirrorY = Vector128.Create(1f, -1, 1, 1);
    private static readonly Vector128<float> MirrorZ = Vector128.Create(1f, 1, -1, 1);

    // Only the mass goes on.
    private static readonly Vector128<float> Stick = Vector128.Create(-1f, -1, -1, 1);

    /// <summary>Adds what lies behind the walls at both ends of a row to their images.</summary>
    public static void FoldRow(FluidShape shape, float* row)
    {
        const int Stride = FluidShape.NodeFloats;
        Fold(row + (Stride * FluidShape.Wall), -Stride, MirrorX);
        Fold(row + (Stride * (FluidShape.Wall + shape.CellsX)), Stride, MirrorX);
    }

    /// <summary>Adds what lies below the floor and above the lid of a layer to its images.</summary>
    public static void FoldLayer(FluidShape shape, float* nodes, ReadOnlySpan<bool> active, int z)
    {
        var stride = FluidShape.NodeFloats * shape.Width;
        foreach (var (y, outwards) in (ReadOnlySpan<(int, int)>)[(FluidShape.Wall, -stride), (FluidShape.Wall + shape.CellsY, stride)])
        {
            var row = (z * shape.Height) + y;
            if (!active[row]) continue;
            var start = nodes + ((nint)stride * row);
            for (var x = 0; x < stride; x += FluidShape.NodeFloats) Fold(start + x, outwards, MirrorY);
        }
    }

    /// <summary>Adds what lies before the first and behind the last wall along z to its images, in one row of them.</summary>
    public static void FoldDepth(FluidShape shape, float* nodes, ReadOnlySpan<bool> active, int y)
    {
        var stride = FluidShape.NodeFloats * shape.Width;
        nint layer = (nint)stride * shape.Height;
        foreach (var (z, outwards) in (ReadOnlySpan<(int, nint)>)[(FluidShape.Wall, -layer), (FluidShape.Wall + shape.CellsZ, layer)])
        {
            var row = (z * shape.Height) + y;
            if (!active[row]) continue;
            var start = nodes + ((nint)stride * row);
            for (var x = 0; x < stride; x += FluidShape.NodeFloats) Fold(start + x, outwards, MirrorZ);
        }
    }

    /// <summary>Stops what flows through the walls at both ends of a row, and reflects it behind them.</summary>
    public static void MirrorRow(FluidShape shape, float* row, TankWalls walls, float timeStep)
    {
        const int Stride = FluidShape.NodeFloats;
        Reflect(row + (Stride * FluidShape.Wall), -Stride, MirrorX, walls.Left, timeStep);
        Reflect(row + (Stride * (FluidShape.Wall + shape.CellsX)), Stride, MirrorX, walls.Right, timeStep);
    }

    /// <summary>The same for the floor and the lid of a layer.</summary>
    public static void MirrorLayer(FluidShape shape, float* nodes, ReadOnlySpan<bool> active, int z, TankWalls walls, float timeStep)
    {
        var stride = FluidShape.NodeFloats * shape.Width;
        foreach (var (y, outwards, friction) in (ReadOnlySpan<(int, int, float)>)[(FluidShape.Wall, -stride, walls.Floor), (FluidShape.Wall + shape.CellsY, stride, walls.Lid)])
        {
            var row = (z * shape.Height) + y;
            if (!active[row]) continue;
            var start = nodes + ((nint)stride * row);
            for (var x = 0; x < stride; x += FluidShape.NodeFloats) Reflect(start + x, outwards, MirrorY, friction, timeStep);
        }
    }

    /// <summary>The same for the first and last wall along z, in one row of them.</summary>
    public static void MirrorDepth(FluidShape shape, float* nodes, ReadOnlySpan<bool> active, int y, TankWalls walls, float timeStep)
    {
        var stride = FluidShape.NodeFloats * shape.Width;
        nint layer = (nint)stride * shape.Height;
        foreach (var (z, outwards, friction) in (ReadOnlySpan<(int, nint, float)>)[(FluidShape.Wall, -layer, walls.Back), (FluidShape.Wall + shape.CellsZ, layer, walls.Front)])
        {
            var row = (z * shape.Height) + y;
            if (!active[row]) continue;
            var start = nodes + ((nint)stride * row);
            for (var x = 0; x < stride; x += FluidShape.NodeFloats) Reflect(start + x, outwards, MirrorZ, friction, timeStep);
        }
    }

    /// <summary>A node on a wall has its own image in it, so it counts twice.</summary>
    private static void Fold(float* wall, nint outwards, Vector128<float> mirror)
    {
        var at = Vector128.Load(wall);
        (at + (at * mirror)).Store(wall);
        (Vector128.Load(wall - outwards) + (Vector128.Load(wall + outwards) * mirror)).Store(wall - outwards);
    }

    private static void Reflect(float* wall, nint outwards, Vector128<float> mirror, float friction, float timeStep)
    {
        if (friction < 0) mirror = Stick;
        var at = Vector128.Load(wall);
        at = (at + (at * mirror)) * 0.5f;
        if (friction > 0) at = SlowDown(at, friction * timeStep);
        at.Store(wall);
        (Vector128.Load(wall - outwards) * mirror).Store(wall + outwards);
    }

    /// <summary>Skin friction, f u^2 / 2 on each area of a wall, on the half cell of fluid that a node on the wall stands for; implicit, so that it only slows down.</summary>
    private static Vector128<float> SlowDown(Vector128<float> node, float friction)
    {
        var (x, y, z) = (node[0], node[1], node[2]);
        var factor = 1 / (1 + (friction * MathF.Sqrt((x * x) + (y * y) + (z * z))));
        return node * Vector128.Create(factor, factor, factor, 1);
    }
}
