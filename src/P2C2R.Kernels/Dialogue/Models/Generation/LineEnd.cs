namespace P2C2R.Kernels.Dialogue.Models.Generation;

/// <summary>Whether a growing text has come to one of the strings at which it ends.</summary>
/// <param name="stops">The strings, UTF-8.</param>
internal sealed class LineEnd(IReadOnlyList<byte[]> stops)
{
    /// <summary>Where the text ends, before the first of the strings in it; -1 where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="added">Bytes that came last.</param>
    public int Find(List<byte> text, int added)
    {
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(text);
        var end = -1;
        foreach (var stop in stops)
        {
            var from = Math.Max(0, bytes.Length - added - stop.Length + 1);
            var at = bytes[from..].IndexOf(stop);
            if (at >= 0 && (end < 0 || from + at < end)) end = from + at;
        }

        return end;
    }
}
