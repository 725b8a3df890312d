using System.Buffers.Text;

namespace P2C2R.Kernels.Documents;

/// <summary>Numbers in text files, the whole of a field and nothing else.</summary>
internal static class TextNumber
{
    /// <summary>A whole number; a minus sign may stand before it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out int value) => Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;

    /// <summary>A decimal number, finite.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out double value) => Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && double.IsFinite(value);
}
