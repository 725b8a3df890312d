using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>What may differ from variant to variant, in metres and seconds.</summary>
internal sealed record FluidMaterial
{
    /// <summary>The fields.</summary>
    public const string Fields = "gravity, viscosity, surface_tension, walls";

    private const string Sides = "left, right, floor, lid, back, front";

    /// <summary>Metres a square second.</summary>
    public (double X, double Y, double Z) Gravity { get; private set; } = (0, -9.81, 0);

    /// <summary>Kinematic viscosity in square metres a second; water has 0.000001, honey 0.01.</summary>
    public double Viscosity { get; private set; }

    /// <summary>In newtons a metre; water in air has 0.072.</summary>
    public double SurfaceTension { get; private set; }

    /// <summary>How walls hold the fluid.</summary>
    public TankWalls Walls { get; private set; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>This with the fields that a variant names.</summary>
    public FluidMaterial ReadVariant(ref DocumentReader json)
    {
        var variant = this with { };
        var seen = new HashSet<string>();
        json.ReadObjectStart("variants");
        while (json.NextField(seen, out var field))
        {
            if (!variant.Take(ref json, field)) throw json.Unknown(field, Fields);
        }

        return variant;
    }

    /// <summary>Takes a field; false where it isn't one of these.</summary>
    public bool Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "gravity": Gravity = Vectors.Read(ref json, field, -1000, 1000); return true;
            case "viscosity": Viscosity = json.ReadNumber(field, 0, 1000); return true;
            case "surface_tension": SurfaceTension = json.ReadNumber(field, 0, 1_000_000); return true;
            case "walls": ReadWalls(ref json); return true;
            default: return false;
        }
    }

    private void ReadWalls(ref DocumentReader json)
    {
        var seen = new HashSet<string>();
        json.ReadObjectStart("walls");
        while (json.NextField(seen, out var side))
        {
            var friction = ReadFriction(ref json, side);
            Walls = side switch
            {
                "left" => Walls with { Left = friction },
                "right" => Walls with { Right = friction },
                "floor" => Walls with { Floor = friction },
                "lid" => Walls with { Lid = friction },
                "back" => Walls with { Back = friction },
                "front" => Walls with { Front = friction },
                _ => throw json.Unknown(side, Sides),
            };
        }
    }

    /// <summary>How something holds the fluid: a word or a coefficient of friction.</summary>
    public static float ReadFriction(ref DocumentReader json, string side)
    {
        if (!json.IsString) return (float)json.ReadNumber(side, 0, TankWalls.MostFriction);
        return json.ReadString(side) switch
        {
            "slip" => 0,
            "stick" => TankWalls.Stick,
            var other => throw json.Wrong($"\"{side}\" must be \"slip\", \"stick\" or a coefficient of friction from 0 to {TankWalls.MostFriction}, not \"{other}\""),
        };
    }
}
