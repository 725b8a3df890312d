using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Rendering.Views;

/// <summary>A grid of items, each of which looks into the scene: pixels of a camera or of a cube, places to be probed.</summary>
internal abstract record View
{
    /// <summary>Longest side of a grid.</summary>
    public const int MaxSide = 8192;

    /// <summary>Most items.</summary>
    public const int MaxItems = 1 << 24;

    /// <summary>Items in a row.</summary>
    public abstract int Width { get; }

    /// <summary>Rows.</summary>
    public abstract int Height { get; }

    /// <summary>Number of this kind of view, in canonical bytes.</summary>
    public abstract ViewForm Form { get; }

    /// <summary>Whether samples may tell nothing, so that those that tell something are counted, in a channel behind the measure's.</summary>
    public virtual bool CountsSamples => false;

    /// <summary>The view with what it needs of a scene.</summary>
    /// <exception cref="InputException">The scene doesn't fit it.</exception>
    public virtual View In(PreparedScene scene, CancellationToken cancellation) => this;

    /// <summary>The place of a surface that a sample of an item is about; false where there is none.</summary>
    public abstract bool TryFindPlace(RayCounter rays, int x, int y, SamplePoints points, out SurfacePoint place);

    /// <summary>Writes canonical bytes.</summary>
    public void Write(CanonicalWriter writer)
    {
        writer.U8((byte)Form);
        WriteParts(writer);
    }

    /// <summary>Reads canonical bytes; null where they are none.</summary>
    public static View? Read(ref CanonicalReader reader)
    {
        View? view = (ViewForm)reader.U8() switch
        {
            ViewForm.Camera => CameraView.ReadParts(ref reader),
            ViewForm.Cube => CubeView.ReadParts(ref reader),
            ViewForm.Lightmap => LightmapView.ReadParts(ref reader),
            ViewForm.Probes => ProbeView.ReadParts(ref reader),
            _ => null,
        };
        return reader.Failed ? null : view;
    }

    /// <summary>Writes all but the form.</summary>
    protected abstract void WriteParts(CanonicalWriter writer);
}
