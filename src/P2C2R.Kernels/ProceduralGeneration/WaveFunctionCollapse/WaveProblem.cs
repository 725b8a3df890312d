using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>
/// All that a solution follows from, but the number of the variant. The canonical bytes: <c>"P2WF" | i32 patterns | i32 width |
/// i32 height | u8 periodic | i64 seed | i32 most backtracks | patterns x i32 weight | patterns x set, east | patterns x set,
/// south | i32 domains | domains x set | i32 pins | pins x (i32 x, y, width, height, domain)</c>; a set is ceil(patterns / 64)
/// i64, pattern p in bit p mod 64 of the word p / 64, unused bits 0.
/// </summary>
/// <param name="Rules">Patterns and what may stand beside what.</param>
/// <param name="Width">Cells in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Periodic">Whether the last column has the first as its neighbour, and rows likewise.</param>
/// <param name="Seed">For the random numbers.</param>
/// <param name="MaxBacktracks">Decisions that may be undone before the solver gives up.</param>
/// <param name="Domains">Sets of patterns that pins name, <see cref="AdjacencyRules.Words"/> words each.</param>
/// <param name="Pins">Cells that may only become certain patterns.</param>
internal sealed record WaveProblem(
    AdjacencyRules Rules, int Width, int Height, bool Periodic, long Seed, int MaxBacktracks, IReadOnlyList<ulong[]> Domains, IReadOnlyList<WavePin> Pins)
{
    /// <summary>Greatest width and height.</summary>
    public const int MaxSide = 1024;

    /// <summary>Greatest number of cells times patterns: 8 bytes of memory each.</summary>
    public const long MaxStates = 1 << 25;

    /// <summary>Greatest value of <see cref="MaxBacktracks"/>.</summary>
    public const int BacktracksLimit = 1_000_000;

    /// <summary>Most pins.</summary>
    public const int MaxPins = 1 << 17;

    private static ReadOnlySpan<byte> Magic => "P2WF"u8;

    /// <summary>Number of cells.</summary>
    public int Cells => Width * Height;

    /// <summary>The neighbour of a cell in a direction, or -1 beyond the edge.</summary>
    public int Neighbour(int cell, int direction)
    {
        var (x, y) = (cell % Width, cell / Width);
        var (nextX, nextY) = direction switch { 0 => (x + 1, y), 1 => (x, y + 1), 2 => (x - 1, y), _ => (x, y - 1) };
        if ((uint)nextX < (uint)Width && (uint)nextY < (uint)Height) return (nextY * Width) + nextX;
        return Periodic ? ((nextY + Height) % Height * Width) + ((nextX + Width) % Width) : -1;
    }

    /// <summary>The canonical bytes.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var writer = new CanonicalWriter();
        writer.Bytes(Magic);
        writer.I32(Rules.Count);
        writer.I32(Width);
        writer.I32(Height);
        writer.U8(Periodic ? (byte)1 : (byte)0);
        writer.I64(Seed);
        writer.I32(MaxBacktracks);
        foreach (var weight in Rules.Weights) writer.I32(weight);
        WriteWords(writer, Rules.East);
        WriteWords(writer, Rules.South);
        writer.I32(Domains.Count);
        foreach (var domain in Domains) WriteWords(writer, domain);
        writer.I32(Pins.Count);
        foreach (var pin in Pins)
        {
            writer.I32(pin.X);
            writer.I32(pin.Y);
            writer.I32(pin.Width);
            writer.I32(pin.Height);
            writer.I32(pin.Domain);
        }

        return writer.Written;
    }

    /// <summary>Reads canonical bytes; null for anything that <see cref="Write"/> doesn't make.</summary>
    public static WaveProblem? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        if (!reader.Take(Magic.Length).SequenceEqual(Magic)) return null;
        var (patterns, width, height) = (reader.I32(), reader.I32(), reader.I32());
        var (periodic, seed, backtracks) = (reader.U8(), reader.I64(), reader.I32());
        if (patterns is < 1 or > AdjacencyRules.MaxPatterns || width is < 1 or > MaxSide || height is < 1 or > MaxSide) return null;
        if ((long)width * height * patterns > MaxStates || periodic > 1 || backtracks is < 0 or > BacktracksLimit) return null;
        var words = AdjacencyRules.WordsFor(patterns);
        if (reader.Left < (4 * patterns) + (2L * 8 * patterns * words)) return null;
        var weights = new int[patterns];
        for (var i = 0; i < patterns; i++) weights[i] = reader.I32();
        if (Array.Exists(weights, static w => w is < 1 or > AdjacencyRules.MaxWeight)) return null;
        if (ReadSets(ref reader, patterns, patterns) is not { } east || ReadSets(ref reader, patterns, patterns) is not { } south) return null;
        if (AdjacencyRules.CountPairs(east) + AdjacencyRules.CountPairs(south) > AdjacencyRules.MaxPairs) return null;
        var domainCount = reader.I32();
        if (domainCount > MaxPins || ReadSets(ref reader, domainCount, patterns) is not { } domains) return null;
        if (ReadPins(ref reader, width, height, domains.Length / words) is not { } pins || !reader.AtEnd) return null;
        return new WaveProblem(new AdjacencyRules(weights, east, south), width, height, periodic == 1, seed, backtracks, [.. domains.Chunk(words)], pins);
    }

    private static void WriteWords(CanonicalWriter writer, ulong[] words)
    {
        foreach (var word in words) writer.I64((long)word);
    }

    private static ulong[]? ReadSets(ref CanonicalReader reader, int count, int patterns)
    {
        var words = AdjacencyRules.WordsFor(patterns);
        if (count < 0 || (long)count * words * 8 > reader.Left) return null;
        var sets = new ulong[count * words];
        for (var i = 0; i < sets.Length; i++) sets[i] = (ulong)reader.I64();
        for (var last = words - 1; (patterns & 63) != 0 && last < sets.Length; last += words)
        {
            if (sets[last] >> (patterns & 63) != 0) return null;
        }

        return sets;
    }

    private static WavePin[]? ReadPins(ref CanonicalReader reader, int width, int height, int domains)
    {
        var count = reader.I32();
        if (count is < 0 or > MaxPins || count * 20L != reader.Left) return null;
        var pins = new WavePin[count];
        for (var i = 0; i < count; i++)
        {
            var pin = new WavePin(reader.I32(), reader.I32(), reader.I32(), reader.I32(), reader.I32());
            if (pin.X < 0 || pin.Y < 0 || pin.Width < 1 || pin.Height < 1 || pin.Width > width - pin.X || pin.Height > height - pin.Y || (uint)pin.Domain >= (uint)domains) return null;
            pins[i] = pin;
        }

        return pins;
    }
}
