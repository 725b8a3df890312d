using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Rendering.Views;

/// <summary>The pixels of a camera, rows from the top; samples are spread evenly over a pixel.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Columns">Pixels in a row.</param>
/// <param name="Rows">Rows.</param>
internal sealed record CameraView(SceneCamera Camera, int Columns, int Rows) : RayView
{
    /// <inheritdoc/>
    public override int Width => Columns;

    /// <inheritdoc/>
    public override int Height => Rows;

    /// <inheritdoc/>
    public override ViewForm Form => ViewForm.Camera;

    /// <inheritdoc/>
    public override Ray RayOf(int x, int y, float u, float v)
    {
        var scale = 2 * Camera.HalfHeight / Rows;
        var right = Camera.Right * ((x + u - (0.5f * Columns)) * scale);
        var up = Camera.Up * (((0.5f * Rows) - y - v) * scale);
        if (Camera.Kind == CameraKind.Orthographic) return new Ray(Camera.Position + right + up, Camera.Forward, Camera.Near, Camera.Far);
        var direction = Camera.Forward + right + up;
        var length = direction.Length;
        return new Ray(Camera.Position, direction / length, Camera.Near * length, Camera.Far * length);
    }

    /// <summary>Reads all but the form.</summary>
    internal static CameraView? ReadParts(ref CanonicalReader reader)
    {
        var kind = (CameraKind)reader.U8();
        var (position, right, up, forward) = (Vectors.Read(ref reader), Vectors.Read(ref reader), Vectors.Read(ref reader), Vectors.Read(ref reader));
        var (halfHeight, near, far) = (reader.F32(), reader.F32(), reader.F32());
        var (width, height) = (reader.I32(), reader.I32());
        if (reader.Failed || kind > CameraKind.Orthographic || width is < 1 or > MaxSide || height is < 1 or > MaxSide || (long)width * height > MaxItems) return null;
        if (!(halfHeight > 0) || near < 0 || far < 0 || !IsUnit(right) || !IsUnit(up) || !IsUnit(forward)) return null;
        var camera = new SceneCamera { Kind = kind, Position = position, Right = right, Up = up, Forward = forward, HalfHeight = halfHeight, Near = near, Far = far == 0 ? float.PositiveInfinity : far };
        return new CameraView(camera, width, height);
    }

    /// <inheritdoc/>
    protected override void WriteParts(CanonicalWriter writer)
    {
        writer.U8((byte)Camera.Kind);
        Vectors.Write(writer, Camera.Position);
        Vectors.Write(writer, Camera.Right);
        Vectors.Write(writer, Camera.Up);
        Vectors.Write(writer, Camera.Forward);
        writer.F32(Camera.HalfHeight);
        writer.F32(Camera.Near);

        // 0 stands for no limit: canonical numbers are finite.
        writer.F32(float.IsFinite(Camera.Far) ? Camera.Far : 0);
        writer.I32(Columns);
        writer.I32(Rows);
    }

    private static bool IsUnit(Float3 direction) => direction.LengthSquared is > 0.99f and < 1.01f;
}
