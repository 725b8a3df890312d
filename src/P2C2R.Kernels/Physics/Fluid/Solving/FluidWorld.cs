using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Fluid.Solids;

namespace P2C2R.Kernels.Physics.Fluid.Solving;

/// <summary>
/// A fluid in a tank, by the moving least squares material point method (Hu et al. 2018): it keeps momentum exactly but for walls and rounding,
/// particles carry the volume, so none is lost in splashes, and a step is local, so that it can be computed in any order of blocks. The order in
/// which a node's sums are added depends on the state alone: particles by cells in stable order, layers in fours, even fours before odd ones.
/// </summary>
internal sealed unsafe class FluidWorld : IDisposable
{
    // Blocks of layers that may add to nodes at the same time are at least two layers apart.
    private const int BlockLayers = 4;

    private readonly FluidShape _shape;
    private readonly ParticleStore _particles;
    private readonly CellOrder _cells;
    private readonly NodeStep _nodes;
    private readonly NodesToParticles _gathering;
    private readonly WorkCrew _crew;
    private readonly SolidSet? _solids;
    private readonly int _blocks;
    private readonly CancellationToken _cancellation;
    private int _parity;
    private bool _isCalm = true;

    /// <summary>Starts from some particles, whose positions lie in the tank.</summary>
    /// <param name="shape">The tank.</param>
    /// <param name="settings">What a step needs to know.</param>
    /// <param name="particles">The fluid.</param>
    /// <param name="threads">Threads to use; they change nothing.</param>
    /// <param name="cancellation">Seen between blocks of layers.</param>
    public FluidWorld(FluidShape shape, FluidSettings settings, ParticleStore particles, int threads, CancellationToken cancellation = default)
        : this(shape, settings, particles, threads, FluidScene.Empty, null, 0, cancellation)
    {
    }

    /// <summary>Starts from some particles, whose positions lie in the tank and outside of what is solid.</summary>
    /// <param name="shape">The tank.</param>
    /// <param name="settings">What a step needs to know.</param>
    /// <param name="particles">The fluid.</param>
    /// <param name="threads">Threads to use; they change nothing.</param>
    /// <param name="scene">What is in the tank beside the fluid.</param>
    /// <param name="bodies">Its bodies as they are now; null where there are none.</param>
    /// <param name="step">Steps done so far.</param>
    /// <param name="cancellation">Seen between blocks of layers.</param>
    public FluidWorld(FluidShape shape, FluidSettings settings, ParticleStore particles, int threads, FluidScene scene, BodyWorld? bodies, int step, CancellationToken cancellation)
    {
        (_shape, _particles, _cancellation) = (shape, particles, cancellation);
        _cells = new CellOrder(particles.Count, shape.Nodes);
        _nodes = new NodeStep(shape, settings);
        _gathering = new NodesToParticles(shape, settings);
        _crew = new WorkCrew(threads);
        _solids = scene.IsEmpty ? null : new SolidSet(scene, shape, settings, bodies, step, _crew);
        _blocks = (shape.Depth + BlockLayers - 1) / BlockLayers;
        FindCells();
    }

    /// <summary>The particles as they are now.</summary>
    public ParticleStore Particles => _particles;

    /// <summary>The body that moved or turned too far in the last step; -1 where none did.</summary>
    public int Culprit => _solids?.Culprit ?? -1;

    /// <summary>One step.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the particles are then of no use.</exception>
    /// <returns>False where a particle or a body moved a cell or more, or nowhere that is a number: the step is too long for what happens.</returns>
    public bool Step()
    {
        _cells.Sort();
        _nodes.Clear(_cells, _crew);
        foreach (var parity in (ReadOnlySpan<int>)[0, 1])
        {
            _parity = parity;
            _crew.Run((_blocks + 1 - parity) / 2, 1, AddBlocks);
            _cancellation.ThrowIfCancellationRequested();
        }

        _nodes.Advance(_crew, _solids is null ? null : Exchange);
        _crew.Run(_blocks, 1, MoveBlocks);
        _cancellation.ThrowIfCancellationRequested();
        if (_solids is not null && _isCalm) KeepOut(_solids);
        _particles.Swap();
        return _isCalm && Culprit < 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _crew.Dispose();

    private void FindCells()
    {
        var rows = _particles.Rows;
        for (var i = 0; i < _particles.Count; i++)
        {
            var at = rows.Slice(i * ParticleStore.Floats, 3);
            _cells.Keys[i] = (int)(at[0] + 0.5f) + (_shape.Width * ((int)(at[1] + 0.5f) + (_shape.Height * (int)(at[2] + 0.5f))));
        }
    }

    private void Exchange()
    {
        fixed (int* order = _cells.Order, starts = _cells.Starts) _solids!.Exchange(_nodes, _particles.RowPointer, order, starts, _crew);
    }

    /// <summary>Solids go where they are at the step's end, and particles out of them.</summary>
    private void KeepOut(SolidSet solids)
    {
        solids.Advance(_crew);
        if (Culprit >= 0) return;
        fixed (int* starts = _cells.Starts, keys = _cells.Keys) solids.Guard.KeepOut(_particles.OtherRowPointer, keys, starts, _crew);
    }

    private void AddBlocks(int from, int to)
    {
        fixed (int* order = _cells.Order, starts = _cells.Starts)
        {
            for (var i = from; i < to && !_cancellation.IsCancellationRequested; i++)
            {
                var first = BlockLayers * ((2 * i) + _parity);
                ParticlesToNodes.AddLayers(_shape, _particles.RowPointer, order, starts, _nodes.Pointer, first, Math.Min(first + BlockLayers, _shape.Depth));
            }
        }
    }

    private void MoveBlocks(int from, int to)
    {
        for (var i = from; i < to && !_cancellation.IsCancellationRequested; i++) MoveBlock(i * BlockLayers, Math.Min((i + 1) * BlockLayers, _shape.Depth));
    }

    private void MoveBlock(int first, int end)
    {
        fixed (int* order = _cells.Order, starts = _cells.Starts, keys = _cells.Keys)
        {
            if (!_gathering.MoveLayers(_particles.RowPointer, _particles.OtherRowPointer, keys, order, starts, _nodes.Pointer, first, end)) _isCalm = false;
            var layer = _shape.Width * _shape.Height;
            var ids = _particles.Ids;
            var moved = _particles.OtherIds;
            for (var i = starts[first * layer]; i < starts[end * layer]; i++) moved[i] = ids[order[i]];
        }
    }
}
