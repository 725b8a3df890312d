using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>The canonical input of a slice: <c>u8 1 | scenario | i32 first step | i32 end | i32 record every</c>. Its first blob is the scene; unless it begins at 0 it depends on the slice before it, or goes on from what its second blob says.</summary>
/// <param name="Scenario">Which.</param>
/// <param name="From">First step.</param>
/// <param name="To">After the last step.</param>
/// <param name="RecordEvery">Steps from one recorded frame to the next.</param>
internal sealed record RigidJob(Scenario Scenario, int From, int To, int RecordEvery)
{
    private const byte Form = 1;

    /// <summary>How many steps it has.</summary>
    public int Steps => To - From;

    /// <summary>Frames that it records: the one before step 0, and one after each whole number of intervals.</summary>
    public int Frames => (To / RecordEvery) - (From / RecordEvery) + (From == 0 ? 1 : 0);

    /// <summary>Answers to a scene's queries that it records.</summary>
    public long Answers(RigidScene scene) => scene.Queries.Sum(q => (long)q.Times(From, To, RecordEvery));

    /// <summary>Writes it.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var writer = new CanonicalWriter();
        writer.U8(Form);
        Scenario.Write(writer);
        writer.I32(From);
        writer.I32(To);
        writer.I32(RecordEvery);
        return writer.Written;
    }

    /// <summary>Reads it; null where the bytes are something else.</summary>
    public static RigidJob? Read(ReadOnlySpan<byte> input)
    {
        var reader = new CanonicalReader(input);
        if (reader.U8() != Form || Scenario.Read(ref reader) is not { } scenario) return null;
        var job = new RigidJob(scenario, reader.I32(), reader.I32(), reader.I32());
        var isGood = reader.AtEnd && job.From >= 0 && job.From < job.To && job.To <= RigidLimits.MaxSteps && job.RecordEvery is >= 1 and <= RigidLimits.MaxSteps;
        return isGood ? job : null;
    }
}
