using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>
/// A map whose subgoals have labels. The canonical bytes of a preparation: <c>"P2PR" | u8 1 | i32 subgoals | i32 entries | for each subgoal
/// i32 entries of its label | for each entry i64 cost, i32 hub, i32 next</c>, hubs of a label ascending; or <c>"P2PR" | u8 0</c> for a map that
/// is too complex to be prepared. It comes from a stranger: what is read here can't lead a search astray from its arrays, and
/// <see cref="LabelSearch"/> finds out where labels contradict the map.
/// </summary>
internal sealed class PreparedMap
{
    private const int EntrySize = 16;
    private const int FlushBytes = 1 << 16;
    private const int EntriesPerCancellationCheck = 1 << 16;
    private const byte TooComplex = 0;
    private const byte Labelled = 1;

    // More than any path costs, and far from overflowing when some are added.
    private const long MaxCost = 1L << 52;

    private readonly int[] _first;
    private readonly LabelEntry[] _entries;

    private PreparedMap(Subgoals subgoals, int[] first, LabelEntry[] entries)
    {
        Subgoals = subgoals;
        _first = first;
        _entries = entries;
    }

    /// <summary>The map's subgoals.</summary>
    public Subgoals Subgoals { get; }

    /// <summary>How many entries all labels have.</summary>
    public int EntryCount => _entries.Length;

    private static ReadOnlySpan<byte> Magic => "P2PR"u8;

    /// <summary>A subgoal's label, hubs ascending.</summary>
    public ReadOnlySpan<LabelEntry> Label(int subgoal) => _entries.AsSpan(_first[subgoal].._first[subgoal + 1]);

    /// <summary>Writes a preparation.</summary>
    /// <param name="labels">The labels; null for a map that is too complex.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellation">Ends it.</param>
    public static void Write(LabelList[]? labels, Stream output, CancellationToken cancellation)
    {
        var writer = new CanonicalWriter();
        writer.Bytes(Magic);
        writer.U8(labels is null ? TooComplex : Labelled);
        if (labels is not null)
        {
            writer.I32(labels.Length);
            writer.I32(labels.Sum(static l => l.Count));
            foreach (var label in labels) writer.I32(label.Count);
            foreach (var label in labels)
            {
                foreach (var entry in label.Span)
                {
                    writer.I64(entry.Cost);
                    writer.I32(entry.Hub);
                    writer.I32(entry.Next);
                }

                if (writer.Written.Length < FlushBytes) continue;
                cancellation.ThrowIfCancellationRequested();
                output.Write(writer.Written.Span);
                writer.Clear();
            }
        }

        output.Write(writer.Written.Span);
    }

    /// <summary>Bytes of a preparation.</summary>
    public static int Length(int subgoals, int entries) => Magic.Length + 9 + (4 * subgoals) + (EntrySize * entries);

    /// <summary>Whether some bytes say that the map is too complex.</summary>
    public static bool IsTooComplex(ReadOnlySpan<byte> bytes) => bytes.Length == Magic.Length + 1 && bytes.StartsWith(Magic) && bytes[^1] == TooComplex;

    /// <summary>Reads a preparation; null for bytes that can't be one of this map.</summary>
    public static PreparedMap? Read(Subgoals subgoals, ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        var reader = new CanonicalReader(bytes);
        if (!reader.Take(Magic.Length).SequenceEqual(Magic) || reader.U8() != Labelled) return null;
        var count = reader.I32();
        var entries = reader.I32();
        if (reader.Failed || count != subgoals.Count || entries < 0 || reader.Left != (4L * count) + ((long)EntrySize * entries)) return null;
        if (ReadFirst(ref reader, count, entries) is not { } first) return null;
        var prepared = new PreparedMap(subgoals, first, new LabelEntry[entries]);
        return prepared.ReadEntries(ref reader, cancellation) ? prepared : null;
    }

    private static int[]? ReadFirst(ref CanonicalReader reader, int count, int entries)
    {
        var first = new int[count + 1];
        for (var i = 0; i < count; i++)
        {
            var length = reader.I32();
            if (length < 0 || length > entries - first[i]) return null;
            first[i + 1] = first[i] + length;
        }

        return first[count] == entries ? first : null;
    }

    private bool ReadEntries(ref CanonicalReader reader, CancellationToken cancellation)
    {
        for (var subgoal = 0; subgoal < Subgoals.Count; subgoal++)
        {
            var last = -1;
            for (var i = _first[subgoal]; i < _first[subgoal + 1]; i++)
            {
                if (i % EntriesPerCancellationCheck == 0) cancellation.ThrowIfCancellationRequested();
                var entry = new LabelEntry(reader.I64(), reader.I32(), reader.I32());
                if (entry.Cost is < 0 or >= MaxCost || entry.Hub <= last || entry.Hub >= Subgoals.Count || (uint)entry.Next >= (uint)Subgoals.Count) return false;
                _entries[i] = entry;
                last = entry.Hub;
            }
        }

        return true;
    }
}
