using System.Globalization;
using System.Text;

namespace P2C2R.Tests.Kernels.NavigationMesh;

/// <summary>Makes .obj files of simple solids.</summary>
internal sealed class ObjScene
{
    private readonly StringBuilder _text = new();
    private int _vertices;

    public byte[] Bytes => Encoding.ASCII.GetBytes(_text.ToString());

    /// <summary>A flat piece of ground that faces up.</summary>
    public void Ground(double x0, double z0, double x1, double z1, double y) => Quad((x0, y, z0), (x0, y, z1), (x1, y, z1), (x1, y, z0));

    /// <summary>A closed box, with a plane inside so that nobody can stand in it: triangles are shells, they don't fill anything.</summary>
    public void Box(double x0, double y0, double z0, double x1, double y1, double z1)
    {
        Quad((x0, y1, z0), (x0, y1, z1), (x1, y1, z1), (x1, y1, z0));
        Quad((x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1));
        if (y1 - y0 > 2) Quad((x0, y0 + 1.5, z0), (x1, y0 + 1.5, z0), (x1, y0 + 1.5, z1), (x0, y0 + 1.5, z1));
        Quad((x0, y0, z0), (x0, y1, z0), (x1, y1, z0), (x1, y0, z0));
        Quad((x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1));
        Quad((x0, y0, z0), (x0, y0, z1), (x0, y1, z1), (x0, y1, z0));
        Quad((x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1));
    }

    /// <summary>A slope along x from one height to another, facing up.</summary>
    public void Ramp(double x0, double y0, double x1, double y1, double z0, double z1) => Quad((x0, y0, z0), (x0, y0, z1), (x1, y1, z1), (x1, y1, z0));

    public void Quad((double X, double Y, double Z) a, (double X, double Y, double Z) b, (double X, double Y, double Z) c, (double X, double Y, double Z) d)
    {
        foreach (var (x, y, z) in ((double X, double Y, double Z)[])[a, b, c, d]) _text.Append(CultureInfo.InvariantCulture, $"v {Round(x)} {Round(y)} {Round(z)}\n");
        _text.Append(CultureInfo.InvariantCulture, $"f {_vertices + 1} {_vertices + 2} {_vertices + 3} {_vertices + 4}\n");
        _vertices += 4;
    }

    public void Comment(string text) => _text.Append(CultureInfo.InvariantCulture, $"# {text}\n");

    private static double Round(double value) => Math.Round(value, 4);
}
