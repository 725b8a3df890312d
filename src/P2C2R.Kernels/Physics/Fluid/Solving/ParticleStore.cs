using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Fluid.Solving;

/// <summary>
/// Particles of 16 numbers, one cache line each: position and volume ratio (x, y, z, J); velocity and the affine matrix's third column, number by
/// number (vx, vy, vz, axz), (axx, ayx, azx, ayz), (axy, ayy, azy, azz). The affine matrix is what a particle brings to its nodes beside its
/// velocity: the field's gradient and the impulse of its stress during a step. Particles lie in the order of the cells in which they were
/// a step before, which is nearly that of now.
/// </summary>
internal sealed unsafe class ParticleStore
{
    /// <summary>Numbers of a particle.</summary>
    public const int Floats = 16;

    private AlignedArray<float> _rows;
    private AlignedArray<float> _otherRows;
    private int[] _ids;
    private int[] _otherIds;

    /// <summary>Room for some particles, with ids in order and zeros in all of their numbers.</summary>
    public ParticleStore(int count)
    {
        Count = count;
        _rows = new AlignedArray<float>(Floats * count);
        _otherRows = new AlignedArray<float>(Floats * count);
        _ids = GC.AllocateUninitializedArray<int>(count, pinned: true);
        _otherIds = GC.AllocateUninitializedArray<int>(count, pinned: true);
        _rows.Span.Clear();
        for (var i = 0; i < count; i++) _ids[i] = i;
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>The numbers of all particles.</summary>
    public Span<float> Rows => _rows.Span;

    /// <summary>Which particle lies where: stays with it however it moves.</summary>
    public Span<int> Ids => _ids;

    /// <summary>The numbers of all particles; valid as long as this object lives, until the next <see cref="Swap"/>.</summary>
    public float* RowPointer => _rows.Pointer;

    /// <summary>Where the next state of particles is written.</summary>
    public float* OtherRowPointer => _otherRows.Pointer;

    /// <summary>The ids of the next state.</summary>
    public Span<int> OtherIds => _otherIds;

    /// <summary>The next state becomes the present one.</summary>
    public void Swap()
    {
        (_rows, _otherRows) = (_otherRows, _rows);
        (_ids, _otherIds) = (_otherIds, _ids);
    }
}
