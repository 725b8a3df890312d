using System.Text;
using System.Text.Unicode;
using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Dialogue;

/// <summary>Texts in canonical bytes: <c>i32 length | UTF-8</c>.</summary>
internal static class CanonicalText
{
    /// <summary>Writes a text.</summary>
    public static void Write(CanonicalWriter writer, string text)
    {
        writer.I32(Encoding.UTF8.GetByteCount(text));
        writer.Bytes(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Reads a text; false where it is too long, not UTF-8 or not there.</summary>
    public static bool TryRead(ref CanonicalReader reader, int maxBytes, out string text)
    {
        text = "";
        var length = reader.I32();
        if (length > maxBytes) return false;
        var bytes = reader.Take(length);
        if (reader.Failed || !Utf8.IsValid(bytes)) return false;
        text = Encoding.UTF8.GetString(bytes);
        return true;
    }
}
