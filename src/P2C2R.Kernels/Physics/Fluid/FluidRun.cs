using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>All that decides what becomes of some particles, in cells and seconds; canonical bytes: <c>i32 x, y, z cells | f32 time step, sound speed, viscosity, gravity (3), particles a cell, walls (6), surface tension</c>.</summary>
/// <param name="Shape">The tank.</param>
/// <param name="Settings">What a step needs to know.</param>
internal sealed record FluidRun(FluidShape Shape, FluidSettings Settings)
{
    /// <summary>Writes it.</summary>
    public void Write(CanonicalWriter writer)
    {
        writer.I32(Shape.CellsX);
        writer.I32(Shape.CellsY);
        writer.I32(Shape.CellsZ);
        var (s, w) = (Settings, Settings.Walls);
        foreach (var value in (ReadOnlySpan<float>)[s.TimeStep, s.SoundSpeed, s.Viscosity, s.Gravity.X, s.Gravity.Y, s.Gravity.Z, s.ParticlesPerCell]) writer.F32(value);
        foreach (var value in (ReadOnlySpan<float>)[w.Left, w.Right, w.Floor, w.Lid, w.Back, w.Front, s.SurfaceTension]) writer.F32(value);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything that no planner makes.</summary>
    public static FluidRun? Read(ref CanonicalReader reader)
    {
        var (x, y, z) = (reader.I32(), reader.I32(), reader.I32());
        var settings = new FluidSettings(
            reader.F32(), reader.F32(), reader.F32(), new Float3(reader.F32(), reader.F32(), reader.F32()), reader.F32(),
            new TankWalls(reader.F32(), reader.F32(), reader.F32(), reader.F32(), reader.F32(), reader.F32()), reader.F32());
        if (reader.Failed || !IsSide(x) || !IsSide(y) || !IsSide(z) || !IsSane(settings)) return null;
        if ((x + 7L) * (y + 3L) * (z + 3L) > FluidLimits.MaxNodes) return null;
        return new FluidRun(new FluidShape(x, y, z), settings);
    }

    private static bool IsSide(int cells) => cells is >= 2 and <= FluidLimits.MaxSide;

    private static bool IsSane(FluidSettings s) =>
        s.TimeStep > 0 && s.SoundSpeed > 0 && s.Viscosity >= 0 && s.SurfaceTension >= 0 && s.ParticlesPerCell is >= 1 and <= 64
        && s.TimeStep * s.SoundSpeed <= 2 * (float)FluidLimits.SoundPerStep;
}
