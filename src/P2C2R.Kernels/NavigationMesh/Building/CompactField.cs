namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>The places where an agent can stand, column by column from low to high, and which of them lead to which.</summary>
internal sealed class CompactField
{
    private const int Sky = 1 << 20;

    private CompactField(Heightfield field, int count)
    {
        (Left, Near, Width, Depth) = (field.Left, field.Near, field.Width, field.Depth);
        Start = new int[(Width * Depth) + 1];
        Floor = new int[count];
        Ceiling = new int[count];
        Column = new int[count];
        IsWalkable = new bool[count];
        Neighbours = new int[count * 4];
    }

    /// <summary>Cell at the left border, of the whole map.</summary>
    public int Left { get; }

    /// <summary>Cell at the near border, of the whole map.</summary>
    public int Near { get; }

    /// <summary>Columns along x.</summary>
    public int Width { get; }

    /// <summary>Columns along z.</summary>
    public int Depth { get; }

    /// <summary>The first place of each column, and behind them how many places there are.</summary>
    public int[] Start { get; }

    /// <summary>Height of each place's floor.</summary>
    public int[] Floor { get; }

    /// <summary>Height of what is above each place.</summary>
    public int[] Ceiling { get; }

    /// <summary>Each place's column.</summary>
    public int[] Column { get; }

    /// <summary>Whether an agent's middle may be there.</summary>
    public bool[] IsWalkable { get; }

    /// <summary>For each place and direction the place that one step leads to, or -1. Leads back, too.</summary>
    public int[] Neighbours { get; }

    /// <summary>How many places there are.</summary>
    public int Count => Floor.Length;

    /// <summary>Takes the walkable spans of a heightfield.</summary>
    public static CompactField From(Heightfield field, int height, int climb, CancellationToken cancellation)
    {
        var count = 0;
        for (var column = 0; column < field.First.Length; column++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var at = field.First[column]; at >= 0; at = field.Spans[at].Next) count += field.Spans[at].IsWalkable ? 1 : 0;
        }

        var compact = new CompactField(field, count);
        compact.Fill(field, cancellation);
        compact.Connect(height, climb, cancellation);
        return compact;
    }

    private void Fill(Heightfield field, CancellationToken cancellation)
    {
        var spans = field.Spans;
        var place = 0;
        for (var column = 0; column < field.First.Length; column++)
        {
            cancellation.ThrowIfCancellationRequested();
            Start[column] = place;
            for (var at = field.First[column]; at >= 0; at = spans[at].Next)
            {
                if (!spans[at].IsWalkable) continue;
                Floor[place] = spans[at].Top;
                Ceiling[place] = spans[at].Next < 0 ? Sky : spans[spans[at].Next].Bottom;
                Column[place] = column;
                IsWalkable[place++] = true;
            }
        }

        Start[^1] = place;
    }

    private void Connect(int height, int climb, CancellationToken cancellation)
    {
        for (var z = 0; z < Depth; z++)
        {
            for (var x = 0; x < Width; x++)
            {
                for (var place = Start[x + (z * Width)]; place < Start[x + (z * Width) + 1]; place++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    for (var direction = 0; direction < 4; direction++) Neighbours[(place * 4) + direction] = Find(place, x + Direction.X(direction), z + Direction.Z(direction), height, climb);
                }
            }
        }
    }

    private int Find(int place, int x, int z, int height, int climb)
    {
        if ((uint)x >= (uint)Width || (uint)z >= (uint)Depth) return -1;
        var column = x + (z * Width);
        for (var other = Start[column]; other < Start[column + 1]; other++)
        {
            var room = Math.Min(Ceiling[place], Ceiling[other]) - Math.Max(Floor[place], Floor[other]);
            if (room >= height && Math.Abs(Floor[place] - Floor[other]) <= climb) return other;
        }

        return -1;
    }
}
