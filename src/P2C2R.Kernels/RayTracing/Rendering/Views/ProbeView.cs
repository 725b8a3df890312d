using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Sampling;

namespace P2C2R.Kernels.RayTracing.Rendering.Views;

/// <summary>Places that look into all directions, in one row.</summary>
/// <param name="Positions">The places.</param>
internal sealed record ProbeView(IReadOnlyList<Float3> Positions) : RayView
{
    /// <summary>Most places: with them a slice's input still fits into a message.</summary>
    public const int MaxProbes = 1024;

    /// <inheritdoc/>
    public override int Width => Positions.Count;

    /// <inheritdoc/>
    public override int Height => 1;

    /// <inheritdoc/>
    public override ViewForm Form => ViewForm.Probes;

    /// <inheritdoc/>
    public override Ray RayOf(int x, int y, float u, float v) => new(Positions[x], Mapping.Sphere(u, v));

    /// <summary>Reads all but the form.</summary>
    internal static ProbeView? ReadParts(ref CanonicalReader reader)
    {
        var count = reader.I32();
        if (count is < 1 or > MaxProbes || reader.Left < 12 * count) return null;
        var positions = new Float3[count];
        for (var i = 0; i < count; i++) positions[i] = Vectors.Read(ref reader);
        return new ProbeView(positions);
    }

    /// <inheritdoc/>
    protected override void WriteParts(CanonicalWriter writer)
    {
        writer.I32(Positions.Count);
        foreach (var position in Positions) Vectors.Write(writer, position);
    }
}
