using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.RayTracing.Rendering.Measures;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>One result of a task: a measure at each item of a view.</summary>
/// <param name="Name">What files and messages call it; no part of any slice.</param>
/// <param name="View">Whose items.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="Seed">What all random numbers are a function of.</param>
/// <param name="Samples">Samples of an item.</param>
internal sealed record Layer(string Name, View View, Measure Measure, long Seed, int Samples)
{
    /// <summary>Numbers of an item.</summary>
    public int Channels => Measure.ChannelsOf(View);

    /// <summary>Numbers in all.</summary>
    public long Length => (long)View.Width * View.Height * Channels;

    /// <summary>Names what is sampled, whatever the number of samples: a result can be refined by one of the same name only.</summary>
    public Sha256Hash Identity(SceneSource source, Sha256Hash archive)
    {
        var writer = new CanonicalWriter();
        source.Write(writer);
        View.Write(writer);
        Measure.Write(writer);
        writer.I64(Seed);
        writer.Bytes(archive.ToArray());
        return Sha256Hash.Of(writer.Written.Span);
    }
}
