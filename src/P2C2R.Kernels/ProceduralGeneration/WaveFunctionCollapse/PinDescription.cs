using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>An entry of the field <c>"pins"</c> as it is written: a rectangle of the map, and what may stand there.</summary>
internal sealed class PinDescription
{
    private const int MaxNames = 256;
    private const int MaxNameLength = 80;

    private readonly List<string> _names = [];

    /// <summary>Left column.</summary>
    public int X { get; private set; } = -1;

    /// <summary>Upper row.</summary>
    public int Y { get; private set; } = -1;

    /// <summary>Columns.</summary>
    public int Width { get; private set; } = 1;

    /// <summary>Rows.</summary>
    public int Height { get; private set; } = 1;

    /// <summary>Names of tiles or colours.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Whether they were written as colours.</summary>
    public bool AreColors { get; private set; }

    /// <summary>Reads an entry.</summary>
    public static PinDescription Read(ref DocumentReader json)
    {
        var pin = new PinDescription();
        var seen = new HashSet<string>();
        json.ReadObjectStart("pins");
        while (json.NextField(seen, out var field)) pin.Take(ref json, field);
        if (pin.X < 0 || pin.Y < 0) throw json.Wrong($"this pin has no \"{(pin.X < 0 ? "x" : "y")}\"");
        if (pin._names.Count == 0) throw json.Wrong("this pin has no \"tiles\" (or, with a sample, \"colors\") that may stand there");
        return pin;
    }

    private void Take(ref DocumentReader json, string field)
    {
        const int Last = WaveProblem.MaxSide - 1;
        switch (field)
        {
            case "x": X = (int)json.ReadInteger(field, 0, Last); break;
            case "y": Y = (int)json.ReadInteger(field, 0, Last); break;
            case "width": Width = (int)json.ReadInteger(field, 1, WaveProblem.MaxSide); break;
            case "height": Height = (int)json.ReadInteger(field, 1, WaveProblem.MaxSide); break;
            case "tiles" or "colors" when _names.Count > 0: throw json.Wrong("a pin has either \"tiles\" or \"colors\"");
            case "tiles" or "colors":
                AreColors = field == "colors";
                TileDescription.ReadList(ref json, field, _names, MaxNames, MaxNameLength);
                break;
            default: throw json.Unknown(field, "x, y, width, height, tiles, colors");
        }
    }
}
