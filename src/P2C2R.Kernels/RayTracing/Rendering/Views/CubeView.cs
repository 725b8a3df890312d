using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Kernels.RayTracing.Rendering.Views;

/// <summary>
/// A cube map: its six faces beside each other, +x, -x, +y, -y, +z, -z, each as OpenGL 4.6, section 8.13, turns it, seen from inside.
/// </summary>
/// <param name="Position">The cube's middle.</param>
/// <param name="Size">Pixels on a face's side.</param>
internal sealed record CubeView(Float3 Position, int Size) : RayView
{
    /// <summary>Faces.</summary>
    public const int Faces = 6;

    // Where a face's s and t point, and its middle.
    private static readonly (Float3 Right, Float3 Down, Float3 Forward)[] Axes =
    [
        (new(0, 0, -1), new(0, -1, 0), new(1, 0, 0)),
        (new(0, 0, 1), new(0, -1, 0), new(-1, 0, 0)),
        (new(1, 0, 0), new(0, 0, 1), new(0, 1, 0)),
        (new(1, 0, 0), new(0, 0, -1), new(0, -1, 0)),
        (new(1, 0, 0), new(0, -1, 0), new(0, 0, 1)),
        (new(-1, 0, 0), new(0, -1, 0), new(0, 0, -1)),
    ];

    /// <inheritdoc/>
    public override int Width => Size * Faces;

    /// <inheritdoc/>
    public override int Height => Size;

    /// <inheritdoc/>
    public override ViewForm Form => ViewForm.Cube;

    /// <inheritdoc/>
    public override Ray RayOf(int x, int y, float u, float v)
    {
        var (right, down, forward) = Axes[x / Size];
        var s = ((2 * ((x % Size) + u)) / Size) - 1;
        var t = ((2 * (y + v)) / Size) - 1;
        return new Ray(Position, (forward + (right * s) + (down * t)).Normalized());
    }

    /// <summary>Reads all but the form.</summary>
    internal static CubeView? ReadParts(ref CanonicalReader reader)
    {
        var view = new CubeView(Vectors.Read(ref reader), reader.I32());
        return view.Size is < 1 or > MaxSide / Faces ? null : view;
    }

    /// <inheritdoc/>
    protected override void WriteParts(CanonicalWriter writer)
    {
        Vectors.Write(writer, Position);
        writer.I32(Size);
    }
}
