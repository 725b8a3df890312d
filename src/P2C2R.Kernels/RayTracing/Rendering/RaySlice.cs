using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.RayTracing.Rendering.Measures;
using P2C2R.Kernels.RayTracing.Rendering.Views;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>What a slice is to do, as its canonical input says: a block of samples of a region's items.</summary>
/// <param name="Source">The scene; its archive is the slice's one blob.</param>
/// <param name="View">Whose items.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="Seed">What all random numbers are a function of.</param>
/// <param name="Region">Which items.</param>
/// <param name="Block">Which samples.</param>
internal sealed record RaySlice(SceneSource Source, View View, Measure Measure, long Seed, Region Region, SampleBlock Block)
{
    /// <summary>Form and version of the input: its first byte.</summary>
    public const byte Form = 1;

    /// <summary>Most items of a slice.</summary>
    public const int MaxItems = 256 * 256;

    /// <summary>Numbers of an item.</summary>
    public int Channels => Measure.ChannelsOf(View);

    /// <summary>Bytes of its output.</summary>
    public long OutputBytes => 4L * Region.Count * Channels;

    /// <summary>Rays at most.</summary>
    public long MostRays => Measure.MostRays * Region.Count * Block.Count;

    /// <summary>Rays more or less.</summary>
    public long UsualRays => Measure.UsualRays * Region.Count * Block.Count;

    /// <summary>Canonical bytes.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var writer = new CanonicalWriter();
        writer.U8(Form);
        Source.Write(writer);
        View.Write(writer);
        Measure.Write(writer);
        writer.I64(Seed);
        foreach (var number in (int[])[Region.X, Region.Y, Region.Width, Region.Height, Block.First, Block.Count]) writer.I32(number);
        return writer.Written;
    }

    /// <summary>Reads canonical bytes; null where they are none.</summary>
    public static RaySlice? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        if (reader.U8() != Form || SceneSource.Read(ref reader) is not { } source || View.Read(ref reader) is not { } view || Measure.Read(ref reader) is not { } measure) return null;
        var seed = reader.I64();
        var region = new Region(reader.I32(), reader.I32(), reader.I32(), reader.I32());
        var block = new SampleBlock(reader.I32(), reader.I32());
        if (!reader.AtEnd || seed < 0 || !block.IsValid || !IsWithin(region, view)) return null;
        return new RaySlice(source, view, measure, seed, region, block);
    }

    private static bool IsWithin(Region region, View view) =>
        region.X >= 0 && region.Y >= 0 && region.Width >= 1 && region.Height >= 1
        && region.X <= view.Width - region.Width && region.Y <= view.Height - region.Height && (long)region.Width * region.Height <= MaxItems;
}
