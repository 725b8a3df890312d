namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>Columns of solid spans, from low to high, that never touch one another.</summary>
/// <param name="left">Cell at the left border, of the whole map.</param>
/// <param name="near">Cell at the near border (least z), of the whole map.</param>
/// <param name="width">Columns along x.</param>
/// <param name="depth">Columns along z.</param>
internal sealed class Heightfield(int left, int near, int width, int depth)
{
    /// <summary>Voxels of a map's height, at most.</summary>
    public const int MostVoxels = 1 << 15;

    /// <summary>Spans of a tile, at most: a bound on memory.</summary>
    public const int MostSpans = 1 << 23;

    private readonly int[] _first = Filled(width * depth);
    private Span[] _spans = new Span[Math.Max(1024, width * depth)];

    /// <summary>Cell at the left border, of the whole map.</summary>
    public int Left => left;

    /// <summary>Cell at the near border, of the whole map.</summary>
    public int Near => near;

    /// <summary>Columns along x.</summary>
    public int Width => width;

    /// <summary>Columns along z.</summary>
    public int Depth => depth;

    /// <summary>The lowest span of each column, or -1.</summary>
    public int[] First => _first;

    /// <summary>All spans, in no order.</summary>
    public Span[] Spans => _spans;

    /// <summary>How many of <see cref="Spans"/> are in use or were.</summary>
    public int Count { get; private set; }

    /// <summary>Adds solid voxels; what they overlap or touch becomes one span with them.</summary>
    /// <param name="column">x + z * width.</param>
    /// <param name="bottom">The lowest voxel's bottom.</param>
    /// <param name="top">The highest voxel's top, above the bottom.</param>
    /// <param name="isWalkable">Whether an agent may stand on the top.</param>
    /// <param name="climb">Tops that lie no further apart are one floor: walkable where one of them is.</param>
    public void Add(int column, int bottom, int top, bool isWalkable, int climb)
    {
        var previous = -1;
        var at = _first[column];
        while (at >= 0 && _spans[at].Bottom <= top)
        {
            ref var span = ref _spans[at];
            if (span.Top < bottom)
            {
                previous = at;
                at = span.Next;
                continue;
            }

            var difference = span.Top - top;
            if (Math.Abs(difference) <= climb) isWalkable |= span.IsWalkable;
            else if (difference > 0) isWalkable = span.IsWalkable;
            bottom = Math.Min(bottom, span.Bottom);
            top = Math.Max(top, span.Top);
            at = span.Next;
            if (previous < 0) _first[column] = at;
            else _spans[previous].Next = at;
        }

        if (Count == _spans.Length) Array.Resize(ref _spans, Count * 2);
        _spans[Count] = new Span { Bottom = bottom, Top = top, Next = at, IsWalkable = isWalkable };
        if (previous < 0) _first[column] = Count;
        else _spans[previous].Next = Count;
        Count++;
    }

    private static int[] Filled(int count)
    {
        var values = new int[count];
        values.AsSpan().Fill(-1);
        return values;
    }
}
