using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Meshes;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>Some fluid at the beginning: a box or the inside of a closed mesh, in metres.</summary>
internal sealed class FluidBlock
{
    /// <summary>Greatest coordinate in metres, either way.</summary>
    public const double MaxPlace = 100_000;

    /// <summary>Greatest speed in metres a second along an axis, either way.</summary>
    public const double MaxSpeed = 1_000;

    private const string Fields = "box, mesh, at, scale, velocity";

    private (double X, double Y, double Z) _at;
    private double _scale = 1;
    private string? _mesh;

    /// <summary>The least corner of the box.</summary>
    public (double X, double Y, double Z) From { get; private set; }

    /// <summary>The greatest corner of the box.</summary>
    public (double X, double Y, double Z) To { get; private set; }

    /// <summary>The mesh, where it isn't a box; in metres.</summary>
    public TriangleMesh? Mesh { get; private set; }

    /// <summary>How fast it moves.</summary>
    public (double X, double Y, double Z) Velocity { get; private set; }

    /// <summary>Reads one; the reader stands on it.</summary>
    public static FluidBlock Read(ref DocumentReader json, IInputFiles files)
    {
        var block = new FluidBlock();
        var seen = new HashSet<string>();
        json.ReadObjectStart("fluid");
        while (json.NextField(seen, out var field)) block.Take(ref json, field);
        if (seen.Contains("box") == seen.Contains("mesh")) throw json.Wrong("a part of \"fluid\" must have either \"box\" or \"mesh\"");
        if (block._mesh is { } name) block.ReadMesh(name, files);
        return block;
    }

    private void Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "box": (From, To) = Vectors.ReadBox(ref json); break;
            case "mesh": _mesh = RelativePath.Check("\"mesh\"", json.ReadString(field)); break;
            case "at": _at = Vectors.Read(ref json, field, -MaxPlace, MaxPlace); break;
            case "scale": _scale = json.ReadNumber(field, 1e-6, 1e6); break;
            case "velocity": Velocity = Vectors.Read(ref json, field, -MaxSpeed, MaxSpeed); break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private void ReadMesh(string name, IInputFiles files)
    {
        Mesh = ClosedMesh.Read(name, _scale, _at, files);
        (From, To) = ((Least(0), Least(1), Least(2)), (Greatest(0), Greatest(1), Greatest(2)));
    }

    private double Least(int axis)
    {
        var least = double.MaxValue;
        for (var i = axis; i < Mesh!.Positions.Length; i += 3) least = Math.Min(least, Mesh.Positions[i]);
        return least;
    }

    private double Greatest(int axis)
    {
        var greatest = double.MinValue;
        for (var i = axis; i < Mesh!.Positions.Length; i += 3) greatest = Math.Max(greatest, Mesh.Positions[i]);
        return greatest;
    }
}
