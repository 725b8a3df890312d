using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Pathfinding.Crowds;

/// <summary>
/// Where agents stand: listed, or drawn from a seed, the i-th one on the free cell with the number that (seed, i) gives, free cells being
/// numbered row by row. The canonical bytes: <c>u8 0 | i32 count | count x (i32 x, i32 y)</c>, or <c>u8 1 | i64 seed | i32 first | i32 count</c>.
/// </summary>
/// <param name="Listed">The agents, or null where they are drawn.</param>
/// <param name="Seed">The seed.</param>
/// <param name="First">The number of the first agent drawn.</param>
/// <param name="Count">How many agents there are.</param>
internal sealed record Crowd((int X, int Y)[]? Listed, long Seed, int First, int Count)
{
    /// <summary>Agents in a task.</summary>
    public const int MaxAgents = 1_000_000;

    private const byte ListedForm = 0;
    private const byte DrawnForm = 1;
    private const int AgentSize = 8;

    /// <summary>Where an agent stands, unframed.</summary>
    /// <param name="agent">0 to <see cref="Count"/> - 1.</param>
    /// <param name="cells">The map's free cells.</param>
    public (int X, int Y) this[int agent, FreeCells cells] =>
        Listed is { } listed ? listed[agent] : cells[(int)CounterRandom.Below(cells.Count, Seed, First + agent, 0)];

    /// <summary>Some of the agents.</summary>
    public Crowd Part(int first, int count) => Listed is { } listed ? new Crowd(listed[first..(first + count)], 0, 0, count) : this with { First = First + first, Count = count };

    /// <summary>Writes the canonical bytes.</summary>
    public void Write(CanonicalWriter writer)
    {
        if (Listed is { } listed)
        {
            writer.U8(ListedForm);
            writer.I32(listed.Length);
            foreach (var (x, y) in listed)
            {
                writer.I32(x);
                writer.I32(y);
            }

            return;
        }

        writer.U8(DrawnForm);
        writer.I64(Seed);
        writer.I32(First);
        writer.I32(Count);
    }

    /// <summary>Reads canonical bytes to their end; null where they are something else.</summary>
    public static Crowd? TryRead(ref CanonicalReader reader)
    {
        var form = reader.U8();
        if (form == DrawnForm)
        {
            var drawn = new Crowd(null, reader.I64(), reader.I32(), reader.I32());
            return reader.AtEnd && drawn.First >= 0 && drawn.Count is > 0 and <= MaxAgents && drawn.First <= MaxAgents - drawn.Count ? drawn : null;
        }

        var count = reader.I32();
        if (reader.Failed || form != ListedForm || count is < 1 or > MaxAgents || reader.Left != (long)count * AgentSize) return null;
        var listed = new (int X, int Y)[count];
        for (var i = 0; i < count; i++) listed[i] = (reader.I32(), reader.I32());
        return new Crowd(listed, 0, 0, count);
    }
}
