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
    private const int ImpulseParts = 6;

    private readonly FluidShape _grid;
    private readonly FluidSettings _settings;
    private readonly FluidScene _scene;
    private readonly List<Solid> _solids = [];
    private readonly BodyWorld? _bodies;

    // Of each body and layer, what its nodes make of its velocity, and what the fluid gives it: impulse and angular impulse.
    private readonly double[] _sums;
    private readonly double[] _impulses;
    private readonly BodyVelocity _velocity = new();

    // Of the particles nearest to nodes: sums of 1 - volume ratio where that is greater than 0, and how many they are; 0 but while a step uses them.
    private readonly AlignedArray<float> _pushes;
    private readonly AlignedArray<float> _counts;
    private int _step;
    private float* _nodes;
    private bool[] _isActive = [];
    private float* _rows;
    private int* _order;
    private int* _starts;

    /// <summary>Puts everything where it is at a step.</summary>
    public SolidSet(FluidScene scene, FluidShape grid, FluidSettings settings, BodyWorld? bodies, int step, WorkCrew crew)
    {
        Guard = new ParticleGuard(_solids, grid);
        (_scene, _grid, _settings, _bodies, _step) = (scene, grid, settings, bodies, step);
        _sums = new double[scene.Bodies.Count * grid.Depth * BodyVelocity.Sums];
        _impulses = new double[scene.Bodies.Count * grid.Depth * ImpulseParts];
        _pushes = new AlignedArray<float>(grid.Nodes);
        _counts = new AlignedArray<float>(grid.Nodes);
        _pushes.Span.Clear();
        _counts.Span.Clear();
        foreach (var obstacle in scene.Obstacles) _solids.Add(new Solid(obstacle.Shape, default, obstacle.Friction, grid));
        for (var i = 0; i < scene.Bodies.Count; i++) _solids.Add(new Solid(scene.Bodies[i].Shape, bodies!.Center(i), scene.Bodies[i].Surface, grid));
        Place(crew, isFirst: true);
    }

    /// <summary>The body that moved a cell or more in a step, or turned by more than half a radian, or is nowhere that is a number; -1 where there is none.</summary>
    public int Culprit { get; private set; } = -1;

    /// <summary>Changes the velocities of nodes near solids, and lets those move on to where they are at the step's end.</summary>
    /// <param name="nodes">Velocities and masses; masses become densities, with what the solids take up.</param>
    /// <param name="rows">The particles.</param>
    /// <param name="order">Their order by cells.</param>
    /// <param name="starts">Where each cell begins in it.</param>
    /// <param name="crew">Who works.</param>
    public void Exchange(NodeStep nodes, float* rows, int* order, int* starts, WorkCrew crew)
    {
        _nodes = nodes.Pointer;
        _isActive = nodes.IsActive;
        _rows = rows;
        _order = order;
        _starts = starts;
        Array.Clear(_sums);
        Array.Clear(_impulses);
        crew.Run(_grid.Depth, LayerGrain, SumPushes);
        crew.Run(_grid.Depth, LayerGrain, Push);
        crew.Run(_grid.Depth, LayerGrain, Measure);
        if (_bodies is not null) MeetBodies(_bodies);
        crew.Run(_grid.Depth, LayerGrain, Hold);
        if (_bodies is not null) PushBodies(_bodies);
        crew.Run(_grid.Depth, LayerGrain, FillUp);
    }

    /// <summary>Goes on to the next step.</summary>
    public void Advance(WorkCrew crew)
    {
        _bodies?.Step(_step);
        _step++;
        Place(crew, isFirst: false);
    }

    /// <summary>Keeps particles out.</summary>
    public ParticleGuard Guard { get; }

    private void Place(WorkCrew crew, bool isFirst)
    {
        for (var i = 0; i < _solids.Count; i++)
        {
            var body = i - _scene.Obstacles.Count;
            if (body < 0 && !isFirst && _scene.Obstacles[i].Motion.IsStill) continue;
            var pose = body < 0 ? _scene.Obstacles[i].Motion.At(_step, _settings.TimeStep) : _bodies!.Pose(body);
            if (body >= 0 && Culprit < 0 && !IsCalm(pose)) Culprit = body;
            _solids[i].Place(pose);
            if (Culprit < 0) crew.Run(_grid.Depth, LayerGrain, _solids[i].FindNear);
        }
    }

    private bool IsCalm(SolidPose pose) =>
        pose.Position.LengthSquared < 1e12f && pose.Velocity.LengthSquared * _settings.TimeStep * _settings.TimeStep < 1 && pose.AngularVelocity.LengthSquared * _settings.TimeStep * _settings.TimeStep < 0.25f;

    /// <summary>Bodies and the nodes around them come to velocities that keep the momentum of both.</summary>
    private void MeetBodies(BodyWorld bodies)
    {
        for (var i = 0; i < _scene.Bodies.Count; i++)
        {
            var solid = _solids[_scene.Obstacles.Count + i];
            var (impulse, turn) = Impulse(i);
            _velocity.Begin(bodies.Mass(i), bodies.Inertia(i), Falling(solid).Velocity, solid.Pose.AngularVelocity);
            _velocity.Give(impulse, turn);
            for (var layer = 0; layer < _grid.Depth; layer++) _velocity.Add(_sums.AsSpan(((i * _grid.Depth) + layer) * BodyVelocity.Sums, BodyVelocity.Sums));
            var (velocity, angular) = _velocity.Solve();
            solid.Meet(velocity, angular);
        }
    }

    /// <summary>What a body would do without the fluid.</summary>
    private SolidPose Falling(Solid solid) => solid.Pose with { Velocity = solid.Pose.Velocity + (_settings.Gravity * _settings.TimeStep) };

    /// <summary>A node's mass without that of its image behind each wall that it lies on.</summary>
    private float Mass(NearNode near)
    {
        var mass = NodeMass(near.Node);
        var (x, y, z) = (near.Place.X - FluidShape.Wall, near.Place.Y - FluidShape.Wall, near.Place.Z - FluidShape.Wall);
        if (x == 0 || x == _grid.CellsX) mass *= 0.5f;
        if (y == 0 || y == _grid.CellsY) mass *= 0.5f;
        return z == 0 || z == _grid.CellsZ ? mass * 0.5f : mass;
    }

    private void PushBodies(BodyWorld bodies)
    {
        for (var i = 0; i < _scene.Bodies.Count; i++)
        {
            var (impulse, turn) = Impulse(i);
            bodies.Push(i, impulse, turn);
        }
    }

    /// <summary>What a body got so far in this step.</summary>
    private (Float3 Impulse, Float3 Turn) Impulse(int body)
    {
        Span<double> total = stackalloc double[ImpulseParts];
        total.Clear();
        for (var layer = 0; layer < _grid.Depth; layer++)
        {
            for (var part = 0; part < ImpulseParts; part++) total[part] += _impulses[(((body * _grid.Depth) + layer) * ImpulseParts) + part];
        }

        return (new Float3((float)total[0], (float)total[1], (float)total[2]), new Float3((float)total[3], (float)total[4], (float)total[5]));
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

    /// <summary>The image's pressure holds that of the fluid.</summary>
    private void Push(int from, int to)
    {
        for (var layer = from; layer < to; layer++)
        {
            for (var i = 0; i < _solids.Count; i++)
            {
                foreach (var near in _solids[i].Near(layer))
                {
                    if (!IsMet(near)) continue;
                    var share = NodeContact.PushShare(near.Distance, NodeMass(near.Node) / _settings.ParticlesPerCell);
                    if (share > 0) Change(i, layer, near, Velocity(near.Node) + (near.Normal * (share * Pressure(near.Node))));
                }
            }
        }
    }

    /// <summary>What surfaces will do, and what that means for bodies; changes no node.</summary>
    private void Measure(int from, int to)
    {
        for (var layer = from; layer < to; layer++)
        {
            for (var i = 0; i < _solids.Count; i++)
            {
                var (solid, body) = (_solids[i], i - _scene.Obstacles.Count);
                var pose = body < 0 ? solid.Pose : Falling(solid);
                var sums = body < 0 ? default : _sums.AsSpan(((body * _grid.Depth) + layer) * BodyVelocity.Sums, BodyVelocity.Sums);
                solid.Contacts(layer).Clear();
                foreach (var near in solid.Near(layer))
                {
                    var contact = Measure(solid, near, pose);
                    solid.Contacts(layer).Add(contact);
                    if (!sums.IsEmpty && contact.Normal != default) BodyVelocity.AddNode(sums, contact.Place - solid.Pose.Position, Mass(near), contact, Velocity(near.Node));
                }
            }
        }
    }

    /// <summary>All zero where nothing happens.</summary>
    private NodeContact Measure(Solid solid, NearNode near, SolidPose pose)
    {
        if (!IsMet(near)) return default;
        var place = NodeContact.PlaceOf(near);
        return NodeContact.Of(near, Velocity(near.Node), VelocityAt(place), NodeMass(near.Node) / _settings.ParticlesPerCell, pose.VelocityAt(place), solid.Friction, _settings.TimeStep);
    }

    private void Hold(int from, int to)
    {
        for (var layer = from; layer < to; layer++)
        {
            for (var i = 0; i < _solids.Count; i++)
            {
                var (near, contacts) = (_solids[i].Near(layer), _solids[i].Contacts(layer));
                for (var n = 0; n < near.Count; n++)
                {
                    if (contacts[n].Normal == default) continue;
                    Change(i, layer, near[n], contacts[n].Apply(_solids[i].Met.VelocityAt(contacts[n].Place)));
                }
            }
        }
    }

    /// <summary>Gives a node another velocity; if the solid is a body, it gets what the node loses.</summary>
    private void Change(int solid, int layer, NearNode near, Float3 next)
    {
        var node = _nodes + ((nint)FluidShape.NodeFloats * near.Node);
        var impulse = (new Float3(node[0], node[1], node[2]) - next) * Mass(near);
        (node[0], node[1], node[2]) = (next.X, next.Y, next.Z);
        var body = solid - _scene.Obstacles.Count;
        if (body < 0) return;
        var turn = Float3.Cross(near.Place - _solids[solid].Pose.Position, impulse);
        var impulses = _impulses.AsSpan(((body * _grid.Depth) + layer) * ImpulseParts, ImpulseParts);
        (impulses[0], impulses[1], impulses[2]) = (impulses[0] + impulse.X, impulses[1] + impulse.Y, impulses[2] + impulse.Z);
        (impulses[3], impulses[4], impulses[5]) = (impulses[3] + turn.X, impulses[4] + turn.Y, impulses[5] + turn.Z);
    }

    /// <summary>Whether a node is in the surface's layer and has some fluid.</summary>
    private bool IsMet(NearNode near) => near.Distance < SurfaceLayer.Reach && HasFluid(near.Node);

    /// <summary>Rows without particles near have what they had long ago.</summary>
    private bool HasFluid(int node) => _isActive[node / _grid.Width] && NodeMass(node) > 0;

    private float NodeMass(int node) => _nodes[((nint)FluidShape.NodeFloats * node) + 3];

    private Float3 Velocity(int node) => new(_nodes[(nint)FluidShape.NodeFloats * node], _nodes[((nint)FluidShape.NodeFloats * node) + 1], _nodes[((nint)FluidShape.NodeFloats * node) + 2]);

    /// <summary>The fluid's velocity between nodes, linear, of those of the eight that have some of it.</summary>
    private Float3 VelocityAt(Float3 place)
    {
        var low = Float3.Min(Float3.Max(place, Float3.One * FluidShape.Wall), new Float3(FluidShape.Wall + _grid.CellsX, FluidShape.Wall + _grid.CellsY, FluidShape.Wall + _grid.CellsZ));
        var (x, y, z) = (Math.Min((int)low.X, _grid.CellsX), Math.Min((int)low.Y, _grid.CellsY), Math.Min((int)low.Z, _grid.CellsZ));
        var (u, v, w) = (low.X - x, low.Y - y, low.Z - z);
        var (sum, weights) = (default(Float3), 0f);
        for (var corner = 0; corner < 8; corner++)
        {
            var node = x + (corner & 1) + (_grid.Width * (y + ((corner >> 1) & 1) + (_grid.Height * (z + (corner >> 2)))));
            if (!HasFluid(node)) continue;
            var weight = ((corner & 1) == 0 ? 1 - u : u) * ((corner & 2) == 0 ? 1 - v : v) * ((corner & 4) == 0 ? 1 - w : w);
            (sum, weights) = (sum + (Velocity(node) * weight), weights + weight);
        }

        return weights > 0 ? sum / weights : default;
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
                    if (HasFluid(near.Node)) _nodes[((nint)FluidShape.NodeFloats * near.Node) + 3] += _settings.ParticlesPerCell * SurfaceLayer.Behind(near.Distance);
                    (_pushes.Pointer[near.Node], _counts.Pointer[near.Node]) = (0, 0);
                }
            }
        }
    }
}
