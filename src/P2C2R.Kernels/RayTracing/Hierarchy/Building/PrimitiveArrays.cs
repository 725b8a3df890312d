using System.Buffers;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>The primitives twice: a set is parted from one array into the other.</summary>
internal sealed unsafe class PrimitiveArrays : IDisposable
{
    private readonly PrimitiveBox[] _memory;
    private readonly MemoryHandle _pin;
    private readonly int _length;

    /// <summary>Room for some.</summary>
    public PrimitiveArrays(int length)
    {
        _length = length;
        _memory = ArrayPool<PrimitiveBox>.Shared.Rent(Math.Max(1, 2 * length));
        _pin = new Memory<PrimitiveBox>(_memory).Pin();
    }

    /// <summary>One of the arrays.</summary>
    /// <param name="side">0 or 1.</param>
    public PrimitiveBox* Of(int side) => (PrimitiveBox*)_pin.Pointer + (side * _length);

    /// <inheritdoc/>
    public void Dispose()
    {
        _pin.Dispose();
        ArrayPool<PrimitiveBox>.Shared.Return(_memory);
    }
}
