using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.Numerics;

/// <summary>Memory that the collector neither moves nor scans, in whole cache lines: a node must not lie across more of them than it has to.</summary>
/// <typeparam name="T">What lies in it.</typeparam>
internal sealed unsafe class AlignedArray<T>
    where T : unmanaged
{
    /// <summary>Bytes of a cache line, or of the widest vector.</summary>
    public const int CacheLine = 64;

    private readonly byte[] _memory;

    /// <summary>Memory for some elements, with anything in it.</summary>
    public AlignedArray(int length)
    {
        Length = length;
        _memory = GC.AllocateUninitializedArray<byte>(checked((length * sizeof(T)) + CacheLine), pinned: true);
        var start = (nint)Unsafe.AsPointer(ref _memory[0]);
        Pointer = (T*)((start + CacheLine - 1) & ~(CacheLine - 1));
    }

    /// <summary>How many elements there are.</summary>
    public int Length { get; }

    /// <summary>The first; valid as long as this object lives.</summary>
    public T* Pointer { get; }

    /// <summary>The elements.</summary>
    public Span<T> Span => new(Pointer, Length);
}
