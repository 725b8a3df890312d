using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Physics.Destruction.Scenes;

namespace P2C2R.Kernels.Physics.Destruction;

/// <summary>What a slice is to do, as its canonical input says: <c>i32 solid | f32 strength | f32 speed | i32 from | i32 to | i32 record every</c>.</summary>
/// <param name="Solid">The solid to break, or -1 for steps.</param>
/// <param name="Scenario">The factors of the run.</param>
/// <param name="From">First step.</param>
/// <param name="To">The one after the last.</param>
/// <param name="RecordEvery">Steps from frame to frame.</param>
internal sealed record DestructionJob(int Solid, Scenario Scenario, int From, int To, int RecordEvery)
{
    /// <summary>A slice that breaks a solid.</summary>
    public static DestructionJob Break(int solid) => new(solid, new(1, 1), 0, 0, 1);

    /// <summary>Frames that the slice records: one at the start of all, then at whole multiples.</summary>
    public int Frames => (To / RecordEvery) - (From / RecordEvery) + (From == 0 ? 1 : 0);

    /// <summary>Canonical bytes.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var writer = new CanonicalWriter();
        writer.I32(Solid);
        writer.F32(Scenario.Strength);
        writer.F32(Scenario.Speed);
        writer.I32(From);
        writer.I32(To);
        writer.I32(RecordEvery);
        return writer.Written;
    }

    /// <summary>Reads canonical bytes; null where they are none.</summary>
    public static DestructionJob? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var job = new DestructionJob(reader.I32(), new(reader.F32(), reader.F32()), reader.I32(), reader.I32(), reader.I32());
        var areSteps = job.Solid >= 0 ? job == Break(job.Solid) : job.From >= 0 && job.From < job.To && job.To <= DestructionLimits.MaxSteps;
        return reader.AtEnd && job.Solid is >= -1 and < DestructionLimits.MaxSolids && areSteps && job.Scenario.IsGood && job.RecordEvery is >= 1 and <= DestructionLimits.MaxSteps ? job : null;
    }
}
