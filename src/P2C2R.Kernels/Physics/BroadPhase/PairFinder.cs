using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.BroadPhase;

/// <summary>
/// Finds the pairs of colliders whose greater boxes meet: in strips along z, sorted by x, eight candidates at a time. What spans many
/// strips is compared with everything. The pairs come sorted, so nothing depends on how they were found.
/// </summary>
internal sealed class PairFinder
{
    private const int MaxStrips = 4096;
    private const int MostSpanned = 8;

    private readonly RadixSort _sort = new();
    private readonly List<int> _large = [];
    private readonly HashSet<(int, int)> _apart = [];
    private ulong[] _keys = [];
    private ulong[] _pairs = new ulong[1024];
    private int _pairBits;
    private int[] _firstStrips = [];
    private int[] _ends = [];
    private int[] _ids = [];
    private float[] _bounds = [];
    private float _low;
    private float _width;
    private int _strips;

    /// <summary>Pairs found.</summary>
    public int Count { get; private set; }

    /// <summary>A pair, the lower collider first.</summary>
    public (int A, int B) Pair(int i) => ((int)(_pairs[i] >> _pairBits), (int)(_pairs[i] & ((1UL << _pairBits) - 1)));

    /// <summary>Two bodies that never meet, because a joint holds them.</summary>
    public void KeepApart(int bodyA, int bodyB) => _apart.Add((Math.Min(bodyA, bodyB), Math.Max(bodyA, bodyB)));

    /// <summary>Finds all pairs.</summary>
    public void Find(ColliderStore colliders, BodyStore bodies)
    {
        Count = 0;
        _pairBits = BitOperations.Log2((uint)Math.Max(2, colliders.Count)) + 1;
        Sort(colliders);
        Cut(colliders);
        Fill(colliders);
        for (var s = 0; s < _strips; s++) Sweep(colliders, bodies, s == 0 ? 0 : _ends[s - 1], _ends[s] - Wide.Count, s);
        CompareLarge(colliders, bodies);
        _sort.Sort(ref _pairs, Count, 0, 2 * _pairBits);
    }

    private void Sort(ColliderStore colliders)
    {
        if (_keys.Length < colliders.Count) _keys = new ulong[colliders.Count + (colliders.Count / 2)];
        for (var c = 0; c < colliders.Count; c++) _keys[c] = ((ulong)RadixSort.Ordered(colliders.Fat[c * ColliderStore.BoxRow]) << 32) | (uint)c;
        _sort.Sort(ref _keys, colliders.Count, 32, 64);
    }

    /// <summary>Strips are twice as wide as colliders are on average.</summary>
    private void Cut(ColliderStore colliders)
    {
        var (low, high, sum) = (float.PositiveInfinity, float.NegativeInfinity, 0.0);
        var smallest = float.PositiveInfinity;
        for (var c = 0; c < colliders.Count; c++)
        {
            var (from, to) = (colliders.Fat[(c * ColliderStore.BoxRow) + 2], colliders.Fat[(c * ColliderStore.BoxRow) + 6]);
            (low, high, smallest) = (Math.Min(low, from), Math.Max(high, to), Math.Min(smallest, to - from));
            sum += Math.Min(to - from, 16 * smallest);
        }

        _low = low;
        _width = Math.Max((float)(2 * sum / Math.Max(1, colliders.Count)), (high - low) / MaxStrips);
        _strips = colliders.Count == 0 ? 0 : Strip(high) + 1;
    }

    private int Strip(float z) => _width > 0 ? Math.Clamp((int)((z - _low) / _width), 0, MaxStrips - 1) : 0;

    private void Fill(ColliderStore colliders)
    {
        if (_firstStrips.Length < colliders.Count) _firstStrips = new int[colliders.Count + (colliders.Count / 2)];
        if (_ends.Length < _strips) _ends = new int[_strips];
        _ends.AsSpan(0, _strips).Fill(Wide.Count);
        _large.Clear();
        for (var c = 0; c < colliders.Count; c++) Enlist(colliders, c);
        for (var s = 1; s < _strips; s++) _ends[s] += _ends[s - 1];
        var total = _strips == 0 ? 0 : _ends[_strips - 1];
        if (_ids.Length < total) (_ids, _bounds) = (new int[total + (total / 2)], new float[6 * (total + (total / 2))]);
        Span<int> next = new int[_strips];
        for (var s = 1; s < _strips; s++) next[s] = _ends[s - 1];
        for (var i = 0; i < colliders.Count; i++)
        {
            var c = (int)(uint)_keys[i];
            if (_firstStrips[c] < 0) continue;
            var last = Strip(colliders.Fat[(c * ColliderStore.BoxRow) + 6]);
            for (var s = _firstStrips[c]; s <= last; s++) Put(colliders, next[s]++, c);
        }

        // Behind each strip a vector that nothing meets.
        for (var s = 0; s < _strips; s++) _bounds.AsSpan(_ends[s] - Wide.Count, Wide.Count).Fill(float.PositiveInfinity);
    }

    private void Enlist(ColliderStore colliders, int c)
    {
        var (first, last) = (Strip(colliders.Fat[(c * ColliderStore.BoxRow) + 2]), Strip(colliders.Fat[(c * ColliderStore.BoxRow) + 6]));
        _firstStrips[c] = first;
        if (last - first >= MostSpanned)
        {
            _firstStrips[c] = -1;
            _large.Add(c);
            return;
        }

        for (var s = first; s <= last; s++) _ends[s]++;
    }

    private void Put(ColliderStore colliders, int at, int c)
    {
        var box = colliders.Fat.AsSpan(c * ColliderStore.BoxRow, ColliderStore.BoxRow);
        var size = _ids.Length;
        _ids[at] = c;
        _bounds[at] = box[0];
        _bounds[at + size] = box[4];
        _bounds[at + (2 * size)] = box[1];
        _bounds[at + (3 * size)] = box[5];
        _bounds[at + (4 * size)] = box[2];
        _bounds[at + (5 * size)] = box[6];
    }

    private void Sweep(ColliderStore colliders, BodyStore bodies, int from, int to, int strip)
    {
        ref var bounds = ref MemoryMarshal.GetArrayDataReference(_bounds);
        var size = _ids.Length;
        for (var i = from; i < to; i++)
        {
            var (maxX, minY, maxY) = (Wide.All(_bounds[i + size]), Wide.All(_bounds[i + (2 * size)]), Wide.All(_bounds[i + (3 * size)]));
            var (minZ, maxZ) = (Wide.All(_bounds[i + (4 * size)]), Wide.All(_bounds[i + (5 * size)]));
            for (var j = i + 1; j < to && _bounds[j] <= _bounds[i + size]; j += Wide.Count)
            {
                var meets = Vector256.LessThanOrEqual(Wide.Load(ref bounds, j), maxX)
                    & Vector256.LessThanOrEqual(Wide.Load(ref bounds, j + (2 * size)), maxY) & Vector256.GreaterThanOrEqual(Wide.Load(ref bounds, j + (3 * size)), minY)
                    & Vector256.LessThanOrEqual(Wide.Load(ref bounds, j + (4 * size)), maxZ) & Vector256.GreaterThanOrEqual(Wide.Load(ref bounds, j + (5 * size)), minZ);
                for (var bits = Vector256.ExtractMostSignificantBits(meets); bits != 0; bits &= bits - 1)
                {
                    var k = j + BitOperations.TrailingZeroCount(bits);
                    if (k >= to || Math.Max(_firstStrips[_ids[i]], _firstStrips[_ids[k]]) != strip) continue;
                    Add(colliders, bodies, _ids[i], _ids[k]);
                }
            }
        }
    }

    private void CompareLarge(ColliderStore colliders, BodyStore bodies)
    {
        ref var fat = ref MemoryMarshal.GetArrayDataReference(colliders.Fat);
        foreach (var large in _large)
        {
            for (var c = 0; c < colliders.Count; c++)
            {
                var isOnce = _firstStrips[c] >= 0 || c < large;
                if (isOnce && Boxes.Meet(ref fat, large * ColliderStore.BoxRow, c * ColliderStore.BoxRow)) Add(colliders, bodies, large, c);
            }
        }
    }

    private void Add(ColliderStore colliders, BodyStore bodies, int a, int b)
    {
        var (bodyA, bodyB) = (colliders.Bodies[a], colliders.Bodies[b]);
        if (bodyA == bodyB || (bodies.Kinds[bodyA] != BodyKind.Dynamic && bodies.Kinds[bodyB] != BodyKind.Dynamic)) return;
        if (!CollisionFilter.Meet(colliders.Filters[a], colliders.Filters[b])) return;
        if (_apart.Count > 0 && _apart.Contains((Math.Min(bodyA, bodyB), Math.Max(bodyA, bodyB)))) return;
        if (Count == _pairs.Length) Array.Resize(ref _pairs, 2 * Count);
        _pairs[Count++] = ((ulong)(uint)Math.Min(a, b) << _pairBits) | (uint)Math.Max(a, b);
    }
}
