using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Rendering.Measures;

/// <summary>What is measured at each sample of each item of a view.</summary>
internal abstract record Measure
{
    /// <summary>Most bounces.</summary>
    public const int MaxBounces = 64;

    /// <summary>Number of this kind of measure, in canonical bytes.</summary>
    public abstract MeasureForm Form { get; }

    /// <summary>Numbers that it has itself of an item.</summary>
    public abstract int Channels { get; }

    /// <summary>Numbers of an item of a view.</summary>
    public int ChannelsOf(View view) => Channels + (view.CountsSamples ? 1 : 0);

    /// <summary>Rays that a sample takes at most.</summary>
    public abstract long MostRays { get; }

    /// <summary>Rays that a sample takes more or less.</summary>
    public virtual long UsualRays => MostRays;

    /// <summary>What measures in one thread; null where the measure doesn't fit the view or the scene.</summary>
    public abstract ItemSampler? Open(View view, PreparedScene scene);

    /// <summary>Writes canonical bytes.</summary>
    public void Write(CanonicalWriter writer)
    {
        writer.U8((byte)Form);
        WriteParts(writer);
    }

    /// <summary>Reads canonical bytes; null where they are none.</summary>
    public static Measure? Read(ref CanonicalReader reader)
    {
        var form = (MeasureForm)reader.U8();
        Measure? measure = form switch
        {
            MeasureForm.Radiance => ReadPath(ref reader) is { } path ? new RadianceMeasure(path) : null,
            MeasureForm.Features => new FeaturesMeasure(),
            MeasureForm.Harmonics => ReadPath(ref reader) is { } path ? new HarmonicsMeasure(path) : null,
            MeasureForm.Shadows => ShadowsMeasure.ReadParts(ref reader),
            MeasureForm.Occlusion => OcclusionMeasure.ReadParts(ref reader),
            MeasureForm.Distance => new DistanceMeasure(),
            MeasureForm.Gathered => ReadPath(ref reader) is { } path ? new GatheredMeasure(path) : null,
            _ => null,
        };
        return reader.Failed ? null : measure;
    }

    /// <summary>Writes all but the form.</summary>
    protected abstract void WriteParts(CanonicalWriter writer);

    /// <summary>Writes how far light is followed.</summary>
    protected static void WritePath(CanonicalWriter writer, PathSettings path)
    {
        writer.I32(path.Bounces);
        writer.U8((byte)((path.IsDiffuseFollowed ? 1 : 0) | (path.IsLightSampled ? 2 : 0)));
    }

    /// <summary>Rays of a path at most: to each surface, to a light from each, and one that finds no more.</summary>
    protected static long MostRaysOf(PathSettings path) => 3 + (2L * path.Bounces);

    /// <summary>Rays of a path more or less: few go on for long.</summary>
    protected static long UsualRaysOf(PathSettings path) => 3 + (2L * Math.Min(path.Bounces, path.IsDiffuseFollowed ? 3 : 1));

    private static PathSettings? ReadPath(ref CanonicalReader reader)
    {
        var bounces = reader.I32();
        var flags = reader.U8();
        return bounces is < 0 or > MaxBounces || flags > 3 ? null : new PathSettings(bounces, (flags & 1) != 0, (flags & 2) != 0);
    }
}
