using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>The settings of a slice of the engine <c>rules</c>: <c>u8 0</c>, the rules are the engine's blob; or <c>u8 1 | the rules</c>, which a small file's are.</summary>
internal static class RulesSettings
{
    private const byte AreBlob = 0;
    private const byte AreInline = 1;

    /// <summary>Whether rules of this length stand in every slice.</summary>
    public static bool IsInline(int rulesLength) => rulesLength < DialogueSlice.MaxSettingsBytes;

    /// <summary>Writes settings.</summary>
    public static ReadOnlyMemory<byte> Write(ReadOnlySpan<byte> rules)
    {
        var writer = new CanonicalWriter();
        writer.U8(IsInline(rules.Length) ? AreInline : AreBlob);
        if (IsInline(rules.Length)) writer.Bytes(rules);
        return writer.Written;
    }

    /// <summary>Where the rules are; null where the slice doesn't have them as its settings say.</summary>
    public static ReadOnlyMemory<byte>? Find(DialogueSlice slice)
    {
        if (slice.Settings.IsEmpty) return null;
        var isInline = slice.Settings.Span[0] == AreInline;
        if (isInline) return slice.Blobs.Count == 0 ? slice.Settings[1..] : null;
        return slice.Settings.Span[0] == AreBlob && slice.Settings.Length == 1 && slice.Blobs.Count == 1 && !IsInline(slice.Blobs[0].Bytes.Length) ? slice.Blobs[0].Bytes : null;
    }
}
