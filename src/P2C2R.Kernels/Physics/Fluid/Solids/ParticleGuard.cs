using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>Keeps particles out of solids: what moved into one, or what one moved onto, goes to its surface along the shortest way.</summary>
/// <param name="solids">The solids.</param>
/// <param name="grid">The grid.</param>
internal sealed unsafe class ParticleGuard(IReadOnlyList<Solid> solids, FluidShape grid)
{
    private const int LayerGrain = 2;

    // A particle between two solids is pushed back and forth so often before it is left where it is.
    private const int MostPushes = 8;

    private float* _rows;
    private int* _starts;
    private int* _keys;

    /// <summary>Moves particles that ended inside of something solid to its surface.</summary>
    /// <param name="moved">The particles as they will be, by the order of their cells until now.</param>
    /// <param name="keys">Their nearest nodes, which are mended too.</param>
    /// <param name="starts">Where each cell's begin.</param>
    /// <param name="crew">Who works.</param>
    public void KeepOut(float* moved, int* keys, int* starts, WorkCrew crew)
    {
        _rows = moved;
        _keys = keys;
        _starts = starts;
        crew.Run(grid.Depth, LayerGrain, KeepOut);
    }

    private void KeepOut(int from, int to)
    {
        for (var layer = from; layer < to; layer++)
        {
            foreach (var solid in solids)
            {
                foreach (var near in solid.Near(layer))
                {
                    for (var i = _starts[near.Node]; i < _starts[near.Node + 1]; i++) KeepOut(i);
                }
            }
        }
    }

    private void KeepOut(int particle)
    {
        var row = _rows + ((nint)ParticleStore.Floats * particle);
        var place = new Float3(row[0], row[1], row[2]);
        var isMoved = false;
        for (var push = 0; push < MostPushes; push++)
        {
            var deepest = Deepest(place, out var normal);
            if (!(deepest < 0)) break;
            place = PushOut(place, deepest, normal);
            isMoved = true;
        }

        if (!isMoved) return;
        (row[0], row[1], row[2]) = (place.X, place.Y, place.Z);
        _keys[particle] = (int)(place.X + 0.5f) + (grid.Width * ((int)(place.Y + 0.5f) + (grid.Height * (int)(place.Z + 0.5f))));
    }

    private float Deepest(Float3 place, out Float3 normal)
    {
        var deepest = 0f;
        normal = default;
        foreach (var solid in solids)
        {
            if (solid.IsFar(place)) continue;
            var distance = solid.Distance(place, out var direction);
            if (distance >= deepest || direction == default) continue;
            (deepest, normal) = (distance, direction);
        }

        return deepest;
    }

    /// <summary>Along the normal; where that leads through a wall of the tank, along the wall instead.</summary>
    private Float3 PushOut(Float3 place, float distance, Float3 normal)
    {
        const float Beyond = 1e-3f;
        var (low, high) = (Float3.One * FluidShape.Wall, new Float3(FluidShape.Wall + grid.CellsX, FluidShape.Wall + grid.CellsY, FluidShape.Wall + grid.CellsZ));
        var next = place + (normal * (Beyond - distance));
        var inside = Float3.Min(Float3.Max(next, low), high);
        if (inside == next) return inside;
        var along = new Float3(inside.X == next.X ? normal.X : 0, inside.Y == next.Y ? normal.Y : 0, inside.Z == next.Z ? normal.Z : 0);
        var share = along.LengthSquared;
        if (share > 0.01f) next = place + (along * ((Beyond - distance) / share));
        return Float3.Min(Float3.Max(next, low), high);
    }
}
