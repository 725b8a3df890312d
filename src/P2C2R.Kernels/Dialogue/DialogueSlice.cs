using P2C2R.Kernels.Canonical;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Dialogue;

/// <summary>
/// A slice as its engine sees it. The canonical input: <c>u8 engine | i32 length, settings | u8 place of the batch | the batch (place 1)</c>. Place 0: the
/// batch is the first blob. The engine's blobs follow.
/// </summary>
/// <param name="Execution">Where the answers go, limits, cancellation.</param>
/// <param name="Settings">The engine's own bytes.</param>
/// <param name="Blobs">The engine's own blobs.</param>
/// <param name="Batch">The conversations.</param>
internal sealed record DialogueSlice(SliceExecution Execution, ReadOnlyMemory<byte> Settings, IReadOnlyList<SliceData> Blobs, ConversationBatch Batch)
{
    /// <summary>Most bytes of an engine's settings.</summary>
    public const int MaxSettingsBytes = 6 << 10;

    private const byte BatchIsBlob = 0;
    private const byte BatchIsInline = 1;

    /// <summary>Whether a batch of this length stands in the input.</summary>
    public static bool IsInline(int batchLength) => batchLength <= Limits.MaxInlineInputBytes - MaxSettingsBytes - 64;

    /// <summary>Writes an input.</summary>
    public static ReadOnlyMemory<byte> Write(byte engine, ReadOnlySpan<byte> settings, ReadOnlySpan<byte> batch)
    {
        var writer = new CanonicalWriter();
        writer.U8(engine);
        writer.I32(settings.Length);
        writer.Bytes(settings);
        writer.U8(IsInline(batch.Length) ? BatchIsInline : BatchIsBlob);
        if (IsInline(batch.Length)) writer.Bytes(batch);
        return writer.Written;
    }

    /// <summary>Reads the input of a slice; null where it isn't one.</summary>
    public static DialogueSlice? Read(SliceExecution execution)
    {
        var reader = new CanonicalReader(execution.Input.Span);
        reader.U8();
        var length = reader.I32();
        var at = execution.Input.Length - reader.Left;
        reader.Take(length);
        var place = reader.U8();
        if (reader.Failed || length > MaxSettingsBytes || place > BatchIsInline) return null;
        var isInline = place == BatchIsInline;
        if (isInline ? !IsInline(reader.Left) : reader.Left > 0 || execution.Blobs.Count == 0) return null;
        var batch = isInline ? execution.Input[^reader.Left..] : execution.Blobs[0].Bytes;
        if (BatchFormat.Read(batch.Span, execution.Cancellation) is not { } read) return null;
        return new DialogueSlice(execution, execution.Input.Slice(at, length), isInline ? execution.Blobs : [.. execution.Blobs.Skip(1)], read);
    }
}
