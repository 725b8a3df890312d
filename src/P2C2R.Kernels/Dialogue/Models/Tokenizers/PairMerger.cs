namespace P2C2R.Kernels.Dialogue.Models.Tokenizers;

/// <summary>
/// Byte-pair encoding (Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword Units", 2016): of all neighbours
/// that may be merged those of the best rank are merged first, the leftmost of equals.
/// </summary>
internal static class PairMerger
{
    /// <summary>The rank of two neighbours, lower is better; null where they may not be merged.</summary>
    public delegate double? Rank(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right);

    /// <summary>Merges symbols.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lengths">Bytes of each of its symbols; replaced by those that are left.</param>
    /// <param name="rank">Ranks neighbours.</param>
    /// <param name="cancellation">Ends it.</param>
    public static void Merge(ReadOnlySpan<byte> text, List<int> lengths, Rank rank, CancellationToken cancellation)
    {
        if (lengths.Count < 2) return;
        var symbols = MakeSymbols(lengths);
        var queue = new PriorityQueue<Pair, (double Rank, int Left)>();
        for (var i = 0; i + 1 < symbols.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Enqueue(queue, text, symbols, i, rank);
        }

        while (queue.TryDequeue(out var pair, out _))
        {
            cancellation.ThrowIfCancellationRequested();
            ref var left = ref symbols[pair.Left];

            // One of the two has been merged since.
            if (left.Length != pair.LeftLength || left.Next != pair.Right || symbols[pair.Right].Length != pair.RightLength) continue;
            ref var right = ref symbols[pair.Right];
            left.Length += right.Length;
            left.Next = right.Next;
            right.Length = 0;
            if (left.Next < symbols.Length) symbols[left.Next].Previous = pair.Left;
            Enqueue(queue, text, symbols, pair.Left, rank);
            if (left.Previous >= 0) Enqueue(queue, text, symbols, left.Previous, rank);
        }

        lengths.Clear();
        for (var i = 0; i < symbols.Length; i = symbols[i].Next) lengths.Add(symbols[i].Length);
    }

    private static Symbol[] MakeSymbols(List<int> lengths)
    {
        var symbols = new Symbol[lengths.Count];
        var start = 0;
        for (var i = 0; i < symbols.Length; i++)
        {
            symbols[i] = new Symbol { Start = start, Length = lengths[i], Previous = i - 1, Next = i + 1 };
            start += lengths[i];
        }

        return symbols;
    }

    private static void Enqueue(PriorityQueue<Pair, (double Rank, int Left)> queue, ReadOnlySpan<byte> text, Symbol[] symbols, int at, Rank rank)
    {
        var left = symbols[at];
        if (left.Next == symbols.Length) return;
        var right = symbols[left.Next];
        if (rank(text.Slice(left.Start, left.Length), text.Slice(right.Start, right.Length)) is { } value)
        {
            queue.Enqueue(new Pair(at, left.Length, left.Next, right.Length), (value, at));
        }
    }

    private struct Symbol
    {
        public int Start;
        public int Length;
        public int Previous;
        public int Next;
    }

    private readonly record struct Pair(int Left, int LeftLength, int Right, int RightLength);
}
