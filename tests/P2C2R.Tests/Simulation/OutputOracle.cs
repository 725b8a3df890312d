using System.Buffers.Binary;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>
/// The simulation's kernel. What a slice computes is written in its input (length, units, outcome), and the bytes follow from
/// the key alone, so anyone who has the key and the input knows the right output without a grid.
/// </summary>
public sealed class OutputOracle
{
    public const int InputSize = 21;

    private readonly Dictionary<Sha256Hash, SimulatedOutput> _right = [];
    private readonly Dictionary<(Sha256Hash Key, ulong Liar), SimulatedOutput> _wrong = [];

    public static byte[] Input(int bodyLength, long units, bool refuse, ulong salt)
    {
        var input = new byte[InputSize];
        BinaryPrimitives.WriteInt32LittleEndian(input, bodyLength);
        BinaryPrimitives.WriteInt64LittleEndian(input.AsSpan(4), units);
        input[12] = refuse ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt64LittleEndian(input.AsSpan(13), salt);
        return input;
    }

    /// <summary>The right output.</summary>
    public SimulatedOutput Right(Sha256Hash key, ReadOnlySpan<byte> input, long maxUnits)
    {
        if (_right.TryGetValue(key, out var known)) return known;
        var units = BinaryPrimitives.ReadInt64LittleEndian(input[4..]);
        var trailer = input[12] != 0 ? new OutputTrailer(Math.Min(units, maxUnits), SliceOutcome.InputRefused)
            : units > maxUnits ? new OutputTrailer(maxUnits, SliceOutcome.OutOfUnits)
            : new OutputTrailer(units, SliceOutcome.Completed);
        var length = trailer.Outcome == SliceOutcome.OutOfUnits ? 0 : BinaryPrimitives.ReadInt32LittleEndian(input);
        return _right[key] = Make(key, length, trailer, 0);
    }

    /// <summary>A wrong output: equal for the same liar (accomplices share a number), different for all others.</summary>
    public SimulatedOutput Wrong(Sha256Hash key, SimulatedOutput right, ulong liar, long maxUnits)
    {
        if (_wrong.TryGetValue((key, liar), out var known)) return known;
        var units = liar % 3 == 0 ? maxUnits : right.Units;
        var length = Math.Max(40, (int)right.Length - OutputTrailer.Size);
        return _wrong[(key, liar)] = Make(key, length, new OutputTrailer(units, SliceOutcome.Completed), liar);
    }

    /// <summary>An output of a kernel that isn't reproducible: another one each time, right every time.</summary>
    public static SimulatedOutput AnyOf(Sha256Hash key, SimulatedOutput right, ulong salt) =>
        right.Trailer.Outcome == SliceOutcome.Completed ? Make(key, Math.Max(40, (int)right.Length - OutputTrailer.Size), right.Trailer, salt | 1) : right;

    /// <summary>Bytes that claim more units than the slice may use.</summary>
    public static SimulatedOutput Excessive(Sha256Hash key, long maxUnits) => Make(key, 40, new OutputTrailer(maxUnits + 1, SliceOutcome.Completed), 999);

    private static SimulatedOutput Make(Sha256Hash key, int length, OutputTrailer trailer, ulong liar)
    {
        var bytes = new byte[length + OutputTrailer.Size];
        Span<byte> start = stackalloc byte[Sha256Hash.Size];
        key.CopyTo(start);
        var random = new SeededRandom(BinaryPrimitives.ReadUInt64LittleEndian(start) ^ (liar * 0xD1B54A32D192ED03));
        for (var i = 0; i < length; i++) bytes[i] = (byte)random.NextBits();
        trailer.Write(bytes.AsSpan(length));
        return new SimulatedOutput(bytes, Sha256Hash.Of(bytes), trailer);
    }
}
