using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>The input document; docs/kernels/fluid.md describes the fields.</summary>
internal sealed class FluidDocument
{
    private const string Fields = $"size, cell, particles_per_axis, fluid, density, obstacles, bodies, steps, time_step, sound_speed, frame_steps, steps_per_slice, variants, {FluidMaterial.Fields}";

    // Sound is so many times faster than the fluid can become by falling: then it is compressed by about 1%.
    private const double SoundOverFall = 10;

    private readonly IInputFiles _files;
    private readonly FluidMaterial _material = new();
    private readonly List<FluidMaterial> _variants = [];
    private readonly List<FluidBlock> _blocks = [];
    private readonly List<SolidReader> _obstacles = [];
    private readonly List<SolidReader> _bodies = [];
    private double _density = 1000;
    private (double X, double Y, double Z)? _size;
    private double _soundSpeed;

    private FluidDocument(IInputFiles files) => _files = files;

    /// <summary>Metres of a cell.</summary>
    public double Cell { get; private set; }

    /// <summary>Particles in a cell along each axis, at the beginning.</summary>
    public int ParticlesPerAxis { get; private set; } = 2;

    /// <summary>Steps to compute.</summary>
    public int Steps { get; private set; }

    /// <summary>Steps from one frame to the next.</summary>
    public int FrameSteps { get; private set; }

    /// <summary>Steps of a slice; 0 for the planner's choice.</summary>
    public int StepsPerSlice { get; private set; }

    /// <summary>Seconds of a step.</summary>
    public double TimeStep { get; private set; }

    /// <summary>The tank.</summary>
    public FluidShape Shape { get; private set; } = new(2, 2, 2);

    /// <summary>The fluid at the beginning.</summary>
    public IReadOnlyList<FluidBlock> Blocks => _blocks;

    /// <summary>The obstacles as they were described.</summary>
    public IReadOnlyList<SolidReader> Obstacles => _obstacles;

    /// <summary>The bodies as they were described.</summary>
    public IReadOnlyList<SolidReader> Bodies => _bodies;

    /// <summary>What is in the tank beside the fluid.</summary>
    public FluidScene Scene { get; private set; } = FluidScene.Empty;

    /// <summary>What each variant is like; one, where the document names none.</summary>
    public IReadOnlyList<FluidMaterial> Variants => _variants.Count > 0 ? _variants : [_material];

    /// <summary>Reads a document.</summary>
    /// <exception cref="InputException">Something in it is wrong.</exception>
    public static FluidDocument Read(ReadOnlySpan<byte> bytes, IInputFiles files)
    {
        var document = new FluidDocument(files);
        var json = new DocumentReader(bytes);
        json.ReadDocument(document.Take, document.Complete);
        return document;
    }

    /// <summary>What decides a variant's course, in cells.</summary>
    public FluidRun Run(FluidMaterial material)
    {
        var (x, y, z) = material.Gravity;
        var gravity = new Float3((float)(x / Cell), (float)(y / Cell), (float)(z / Cell));
        var settings = new FluidSettings(
            (float)TimeStep, (float)(_soundSpeed / Cell), (float)(material.Viscosity / (Cell * Cell)),
            gravity, ParticlesPerAxis * ParticlesPerAxis * ParticlesPerAxis, material.Walls, (float)(material.SurfaceTension / (_density * Cell * Cell * Cell)));
        return new FluidRun(Shape, settings);
    }

    private void Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "size": _size = Vectors.Read(ref json, field, 0.001, FluidBlock.MaxPlace); break;
            case "cell": Cell = json.ReadNumber(field, 0.0001, FluidBlock.MaxPlace); break;
            case "particles_per_axis": ParticlesPerAxis = (int)json.ReadInteger(field, 1, 4); break;
            case "fluid": ReadBlocks(ref json); break;
            case "density": _density = json.ReadNumber(field, 0.1, 100_000); break;
            case "obstacles": ReadSolids(ref json, field, _obstacles, FluidLimits.MaxObstacles); break;
            case "bodies": ReadSolids(ref json, field, _bodies, FluidLimits.MaxBodies); break;
            case "steps": Steps = (int)json.ReadInteger(field, 1, FluidLimits.MaxSteps); break;
            case "time_step": TimeStep = json.ReadNumber(field, 1e-9, 1); break;
            case "sound_speed": _soundSpeed = json.ReadNumber(field, 0.001, 1_000_000); break;
            case "frame_steps": FrameSteps = (int)json.ReadInteger(field, 1, FluidLimits.MaxSteps); break;
            case "steps_per_slice": StepsPerSlice = (int)json.ReadInteger(field, 1, FluidLimits.MaxSteps); break;
            case "variants": ReadVariants(ref json); break;
            default:
                if (!_material.Take(ref json, field)) throw json.Unknown(field, Fields);
                break;
        }
    }

    private void ReadBlocks(ref DocumentReader json)
    {
        json.ReadArrayStart("fluid");
        while (json.NextElement())
        {
            if (_blocks.Count == FluidLimits.MaxBlocks) throw json.Wrong($"\"fluid\" may have {FluidLimits.MaxBlocks} parts; this is one more");
            _blocks.Add(FluidBlock.Read(ref json, _files));
        }
    }

    private void ReadSolids(ref DocumentReader json, string field, List<SolidReader> solids, int most)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (solids.Count == most) throw json.Wrong($"there may be {most} \"{field}\"; this is one more");
            solids.Add(SolidReader.Read(ref json, field, _files));
        }
    }

    /// <summary>They take what the document said before them, so they stand last.</summary>
    private void ReadVariants(ref DocumentReader json)
    {
        json.ReadArrayStart("variants");
        while (json.NextElement())
        {
            if (_variants.Count == FluidLimits.MaxVariants) throw json.Wrong($"there may be {FluidLimits.MaxVariants} \"variants\"; this is one more");
            _variants.Add(_material.ReadVariant(ref json));
        }
    }

    private void Complete(ref DocumentReader json)
    {
        if (_size is not { } size) throw json.Wrong("the field \"size\" is missing: the tank's width, height and depth in metres");
        if (Cell == 0) throw json.Wrong("the field \"cell\" is missing: the side of a cell in metres");
        if (Steps == 0) throw json.Wrong("the field \"steps\" is missing");
        if (_blocks.Count == 0) throw json.Wrong("the field \"fluid\" is missing or empty: boxes or meshes that are full at the beginning");
        Shape = new FluidShape(Side(ref json, size.X), Side(ref json, size.Y), Side(ref json, size.Z));
        if ((Shape.CellsX + 7L) * (Shape.CellsY + 3L) * (Shape.CellsZ + 3L) > FluidLimits.MaxNodes) throw json.Wrong($"the tank has more than {FluidLimits.MaxNodes} cells; make \"cell\" greater or \"size\" smaller");
        if (FrameSteps == 0) FrameSteps = Math.Max(1, Steps / 10);
        if (Steps / FrameSteps > FluidLimits.MaxFrames) throw json.Wrong($"\"frame_steps\" gives {Steps / FrameSteps} frames, and a run has at most {FluidLimits.MaxFrames}; make it greater");
        if (_soundSpeed == 0) _soundSpeed = SoundOverFall * FastestFall(size.Y);
        SetTimeStep(ref json);
        foreach (var solid in _obstacles.Concat(_bodies))
        {
            if (solid.Fastest() > _soundSpeed) throw json.Wrong(FormattableString.Invariant($"an obstacle or a body moves at {solid.Fastest():G4} m/s, and sound in the fluid at {_soundSpeed:G4}; make \"sound_speed\" greater or it slower"));
        }

        var particleMass = _density * Cell * Cell * Cell / (ParticlesPerAxis * ParticlesPerAxis * ParticlesPerAxis);
        Scene = new FluidScene(_obstacles.ConvertAll(o => o.Obstacle(Cell, Shape, _bodies.Count > 0)), [.. _bodies.Select((b, i) => b.Body(Cell, Shape, particleMass, i))]);
    }

    private int Side(ref DocumentReader json, double metres)
    {
        var cells = Math.Ceiling((metres / Cell) - 1e-6);
        if (cells is >= 2 and <= FluidLimits.MaxSide) return (int)cells;
        throw json.Wrong(FormattableString.Invariant($"\"size\" {metres} is {cells} cells of {Cell}, and a tank has 2 to {FluidLimits.MaxSide} along each axis; change \"cell\" or \"size\""));
    }

    /// <summary>What falls from the top of the fluid to the floor, thrown as fast as the fastest part, at most gets that fast; surface tension counts as a fall that gives the pressure in a drop of four cells.</summary>
    private double FastestFall(double height)
    {
        var square = 0.0;
        foreach (var block in _blocks)
        {
            var (x, y, z) = block.Velocity;
            square = Math.Max(square, (x * x) + (y * y) + (z * z));
        }

        foreach (var solid in _obstacles.Concat(_bodies)) square = Math.Max(square, solid.Fastest() * solid.Fastest());
        var gravity = 0.0;
        foreach (var variant in Variants) gravity = Math.Max(gravity, Length(variant.Gravity));
        var top = Math.Min(height, _blocks.Max(static b => b.To.Y));
        return Math.Max(0.01, Math.Sqrt(square + (2 * gravity * Math.Max(Cell, top)) + (2 * Variants.Max(static v => v.SurfaceTension) / (_density * Cell))));
    }

    private static double Length((double X, double Y, double Z) v) => Math.Sqrt((v.X * v.X) + (v.Y * v.Y) + (v.Z * v.Z));

    private void SetTimeStep(ref DocumentReader json)
    {
        var longest = FluidLimits.SoundPerStep * Cell / _soundSpeed;
        var viscosity = Variants.Max(static v => v.Viscosity);
        if (viscosity > 0) longest = Math.Min(longest, FluidLimits.ViscosityPerStep * Cell * Cell / viscosity);
        var tension = Variants.Max(static v => v.SurfaceTension) / _density;
        if (tension > 0) longest = Math.Min(longest, FluidLimits.CapillaryPerStep * Math.Sqrt(Cell * Cell * Cell / (4 * Math.PI * tension)));
        if (TimeStep == 0) TimeStep = longest;
        if (TimeStep <= longest * 1.0001) return;
        throw json.Wrong(FormattableString.Invariant(
            $"\"time_step\" may be at most {longest:G4} s here: sound ({_soundSpeed:G4} m/s) goes {FluidLimits.SoundPerStep} cells in it, viscosity reaches {FluidLimits.ViscosityPerStep} square cells, and capillary waves must be slower; make it smaller, leave it out, or make \"cell\" greater"));
    }
}
