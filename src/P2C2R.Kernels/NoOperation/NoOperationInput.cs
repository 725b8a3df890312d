using System.Diagnostics.CodeAnalysis;
using P2C2R.Kernels.Canonical;
using P2C2R.Protocol;

namespace P2C2R.Kernels.NoOperation;

/// <summary>
/// A slice of the kernel that does nothing, in canonical bytes: <c>i32 number | i64 units | i32 spin ms | u8 behaviour |
/// i64 output bytes | i32 length, payload</c>.
/// </summary>
/// <param name="Number">The slice's number, so that the slices of a task differ.</param>
/// <param name="Units">Work units to count.</param>
/// <param name="SpinMs">Milliseconds to wait; not part of the output.</param>
/// <param name="Behaviour">How to end.</param>
/// <param name="OutputBytes">Bytes to write after the 32 that every answer has.</param>
/// <param name="Payload">Any bytes.</param>
internal sealed record NoOperationInput(int Number, long Units, int SpinMs, NoOperationBehaviour Behaviour, long OutputBytes, byte[] Payload)
{
    /// <summary>Longest wait in milliseconds.</summary>
    public const int MaxSpinMs = 600_000;

    /// <summary>Longest payload in bytes, so that the input fits into a message.</summary>
    public const int MaxPayloadBytes = Limits.MaxInlineInputBytes - 1024;

    /// <summary>Biggest output, so that it fits into a blob.</summary>
    public const long MaxOutputBytes = Limits.MaxBlobBytes - 1024;

    /// <summary>The canonical bytes.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var writer = new CanonicalWriter();
        writer.I32(Number);
        writer.I64(Units);
        writer.I32(SpinMs);
        writer.U8((byte)Behaviour);
        writer.I64(OutputBytes);
        writer.I32(Payload.Length);
        writer.Bytes(Payload);
        return writer.Written;
    }

    /// <summary>Reads what <see cref="Write"/> writes; false for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out NoOperationInput? input)
    {
        var reader = new CanonicalReader(bytes);
        input = new NoOperationInput(reader.I32(), reader.I64(), reader.I32(), (NoOperationBehaviour)reader.U8(), reader.I64(), reader.Take(reader.I32()).ToArray());
        if (reader.AtEnd && input.IsInRange()) return true;
        input = null;
        return false;
    }

    private bool IsInRange() =>
        Number is >= 0 and < Limits.MaxSlicesPerTask
        && Units is >= 0 and <= Limits.MaxUnitsPerSlice
        && SpinMs is >= 0 and <= MaxSpinMs
        && Enum.IsDefined(Behaviour)
        && OutputBytes is >= 0 and <= MaxOutputBytes
        && Payload.Length <= MaxPayloadBytes;
}
