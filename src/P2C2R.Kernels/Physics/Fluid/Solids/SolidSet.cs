using System.Runtime.CompilerServices;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>
/// All that is solid in a tank: changes the velocities of nodes near it, and keeps particles out. Layers share the work; what is summed over nodes is
/// summed layer by layer, so that threads change nothing.
/// </summary>
internal sealed unsafe class SolidSet
{
    private const int LayerGrain = 2;

    // A particle between two solids is pushed back and forth so often before it is left where it is.
    private const int MostPushes = 8;

    private readonly FluidShape _grid;
    private readonly FluidSettings _settings;
    private readonly FluidScene _scene;
    private readonly List<Solid> _solids = [];

    // Of the particles nearest to nodes: sums of 1 - volume ratio where that is greater than 0, and how many they are; 0 but while a step uses them.
    private readonly AlignedArray<float> _pushes;
    private readonly AlignedArray<float> _counts;
    private int _step;
    private float* _nodes;
    private float* _rows;
    private int* _order;
    private int* _starts;
    private int* _keys;

    /// <summary>Puts everything where it is at a step.</summary>
    public SolidSet(FluidScene scene, FluidShape grid, FluidSettings settings, int step, WorkCrew crew)
    {
        (_scene, _grid, _settings, _step) = (scene, grid, settings, step);
        _pushes = new AlignedArray<float>(grid.Nodes);
        _counts = new AlignedArray<float>(grid.Nodes);
        _pushes.Span.Clear();
        _counts.Span.Clear();
        foreach (var obstacle in scene.Obstacles) _solids.Add(new Solid(obstacle.Shape, default, obstacle.Friction, grid));
        Place(crew, isFirst: true);
    }

    /// <summary>The solids, obstacles first.</summary>
    public IReadOnlyList<Solid> Solids => _solids;

    /// <summary>Changes the velocities of nodes near solids, and lets those move on to where they are at the step's end.</summary>
    /// <param name="nodes">Velocities and masses; these become densities, with what the solids take up.</param>
    /// <param name="rows">The particles.</param>
    /// <param name="order">Their order by cells.</param>
    /// <param name="starts">Where each cell begins in it.</param>
    /// <param name="crew">Who works.</param>
    public void Exchange(float* nodes, float* rows, int* order, int* starts, WorkCrew crew)
    {
        _nodes = nodes;
        _rows = rows;
        _order = order;
        _starts = starts;
        crew.Run(_grid.Depth, LayerGrain, SumPushes);
        crew.Run(_grid.Depth, LayerGrain, Hold);
        crew.Run(_grid.Depth, LayerGrain, FillUp);
    }

    /// <summary>Goes on to the next step.</summary>
    public void Advance(WorkCrew crew)
    {
        _step++;
        Place(crew, isFirst: false);
    }

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
        crew.Run(_grid.Depth, LayerGrain, KeepOut);
    }

    private void Place(WorkCrew crew, bool isFirst)
    {
        for (var i = 0; i < _scene.Obstacles.Count; i++)
        {
            var motion = _scene.Obstacles[i].Motion;
            if (!isFirst && motion.IsStill) continue;
            _solids[i].Place(motion.At(_step, _settings.TimeStep));
            crew.Run(_grid.Depth, LayerGrain, (from, to) =>
            {
                for (var layer = from; layer < to; layer++) _solids[i].FindNear(layer);
            });
        }
    }

    private void SumPushes(int from, int to)
    {
        for (var layer = from; layer < to; layer++)
        {
            foreach (var solid in _solids)
            {
                foreach (var near in solid.Near(layer)) SumPushes(near.Node);
            }
        }
    }

    private void SumPushes(int node)
    {
        var sum = 0f;
        for (var i = _starts[node]; i < _starts[node + 1]; i++) sum += Math.Max(0, 1 - _rows[((nint)ParticleStore.Floats * _order[i]) + 3]);
        _pushes.Pointer[node] = sum;
        _counts.Pointer[node] = _starts[node + 1] - _starts[node];
    }

    private void Hold(int from, int to)
    {
        for (var layer = from; layer < to; layer++)
        {
            foreach (var solid in _solids)
            {
                foreach (var near in solid.Near(layer))
                {
                    if (near.Distance < SurfaceLayer.Reach) Hold(solid, near);
                }
            }
        }
    }

    private void Hold(Solid solid, NearNode near)
    {
        var node = _nodes + ((nint)FluidShape.NodeFloats * near.Node);
        if (!(node[3] > 0)) return;
        var velocity = new Float3(node[0], node[1], node[2]);
        var surface = solid.Pose.VelocityAt(near.Place);
        var contact = NodeContact.Of(near, velocity, node[3] / _settings.ParticlesPerCell, surface, solid.Friction, Pressure(near.Node), _settings.TimeStep);
        var next = contact.Apply(velocity, surface);
        (node[0], node[1], node[2]) = (next.X, next.Y, next.Z);
    }

    /// <summary>Pressure over density around a node, times a step: of the particles in the 27 cells, with a spline's weights for their middles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float Pressure(int node)
    {
        var (sum, count) = (0f, 0f);
        for (var k = -1; k <= 1; k++)
        {
            for (var j = -1; j <= 1; j++)
            {
                var row = node + (_grid.Width * (j + (_grid.Height * k)));
                var weight = (k == 0 ? 0.75f : 0.125f) * (j == 0 ? 0.75f : 0.125f);
                sum += weight * ((0.125f * (_pushes.Pointer[row - 1] + _pushes.Pointer[row + 1])) + (0.75f * _pushes.Pointer[row]));
                count += weight * ((0.125f * (_counts.Pointer[row - 1] + _counts.Pointer[row + 1])) + (0.75f * _counts.Pointer[row]));
            }
        }

        return count > 0 ? _settings.TimeStep * _settings.SoundSpeed * _settings.SoundSpeed * (sum / count) : 0;
    }

    /// <summary>What a solid takes up counts as fluid for the density, which particles' volumes follow; and sums are emptied.</summary>
    private void FillUp(int from, int to)
    {
        for (var layer = from; layer < to; layer++)
        {
            foreach (var solid in _solids)
            {
                foreach (var near in solid.Near(layer))
                {
                    var mass = _nodes + ((nint)FluidShape.NodeFloats * near.Node) + 3;
                    if (*mass > 0) *mass += _settings.ParticlesPerCell * SurfaceLayer.Behind(near.Distance);
                    (_pushes.Pointer[near.Node], _counts.Pointer[near.Node]) = (0, 0);
                }
            }
        }
    }

    private void KeepOut(int from, int to)
    {
        for (var layer = from; layer < to; layer++)
        {
            foreach (var solid in _solids)
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
        _keys[particle] = (int)(place.X + 0.5f) + (_grid.Width * ((int)(place.Y + 0.5f) + (_grid.Height * (int)(place.Z + 0.5f))));
    }

    private float Deepest(Float3 place, out Float3 normal)
    {
        var deepest = 0f;
        normal = default;
        foreach (var solid in _solids)
        {
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
        var (low, high) = (Float3.One * FluidShape.Wall, new Float3(FluidShape.Wall + _grid.CellsX, FluidShape.Wall + _grid.CellsY, FluidShape.Wall + _grid.CellsZ));
        var next = place + (normal * (Beyond - distance));
        var inside = Float3.Min(Float3.Max(next, low), high);
        if (inside == next) return inside;
        var along = new Float3(inside.X == next.X ? normal.X : 0, inside.Y == next.Y ? normal.Y : 0, inside.Z == next.Z ? normal.Z : 0);
        var share = along.LengthSquared;
        if (share > 0.01f) next = place + (along * ((Beyond - distance) / share));
        return Float3.Min(Float3.Max(next, low), high);
    }
}
