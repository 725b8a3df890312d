using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.Physics.Fluid.Solving;

/// <summary>
/// Particles by the node that is nearest to them, which is the middle of the 27 that they touch: a counting sort, stable, so that the order in
/// which a node's sums are added up is a function of the state alone.
/// </summary>
internal sealed unsafe class CellOrder
{
    private readonly int[] _order;
    private readonly int[] _keys;

    // One more in front, which stays 0: where a cell's particles end is where those of the next begin.
    private readonly int[] _ends;

    /// <summary>Room for some particles in a grid.</summary>
    public CellOrder(int particles, int nodes)
    {
        _order = GC.AllocateUninitializedArray<int>(particles, pinned: true);
        _keys = GC.AllocateUninitializedArray<int>(particles, pinned: true);
        _ends = GC.AllocateUninitializedArray<int>(nodes + 1, pinned: true);
    }

    /// <summary>The nearest node of each particle, to be set before <see cref="Sort"/>.</summary>
    public Span<int> Keys => _keys;

    /// <summary>Particles, node by node.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Where each node's particles begin in <see cref="Order"/>; those of the last end where it ends.</summary>
    public ReadOnlySpan<int> Starts => _ends;

    /// <summary>Sorts by <see cref="Keys"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sort()
    {
        fixed (int* ends = _ends, keys = _keys, order = _order)
        {
            new Span<int>(ends, _ends.Length).Clear();
            var next = ends + 1;
            Count(keys, _keys.Length, next);
            var sum = 0;
            for (var i = 0; i < _ends.Length - 1; i++)
            {
                var count = next[i];
                next[i] = sum;
                sum += count;
            }

            Fill(keys, _keys.Length, next, order);
        }
    }

    /// <summary>Neighbours mostly share a node: a run of them is counted in a register.</summary>
    private static void Count(int* keys, int count, int* counts)
    {
        for (var i = 0; i < count;)
        {
            var key = keys[i];
            var from = i++;
            while (i < count && keys[i] == key) i++;
            counts[key] += i - from;
        }
    }

    private static void Fill(int* keys, int count, int* next, int* order)
    {
        for (var i = 0; i < count;)
        {
            var key = keys[i];
            var at = next[key];
            do order[at++] = i++;
            while (i < count && keys[i] == key);
            next[key] = at;
        }
    }
}
