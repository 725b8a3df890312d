using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>The canonical input of the slice that joins tiles: <c>u8 17 | settings</c>. It depends on the tiles; its answer is the mesh.</summary>
internal static class JoinJob
{
    /// <summary>The first byte.</summary>
    public const byte Form = 17;

    /// <summary>Writes the input.</summary>
    public static ReadOnlyMemory<byte> Write(NavigationSettings settings)
    {
        var writer = new CanonicalWriter();
        writer.U8(Form);
        settings.Write(writer);
        return writer.Written;
    }

    /// <summary>Reads the input; null where it isn't canonical.</summary>
    public static NavigationSettings? Read(ReadOnlySpan<byte> input)
    {
        var reader = new CanonicalReader(input);
        return reader.U8() == Form && NavigationSettings.Read(ref reader) is { } settings && reader.AtEnd ? settings : null;
    }
}
