using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>What an earlier task came to, as far as a run goes on from it: with the same document further on the same way, with another one on a branch.</summary>
/// <param name="Steps">Steps that were done.</param>
/// <param name="Outputs">Of each scenario, like the output of one slice of all those steps.</param>
internal sealed record EarlierRun(int Steps, IReadOnlyList<ReadOnlyMemory<byte>> Outputs)
{
    /// <summary>The output of a scenario: its own, or the only one, from which all of a sweep branch off.</summary>
    public ReadOnlyMemory<byte> Output(int scenario) => Outputs[Outputs.Count == 1 ? 0 : scenario];

    /// <summary>Reads a merged output.</summary>
    /// <param name="name">Its file.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="moving">Bodies of the scene that may move.</param>
    /// <exception cref="InputException">It isn't one, or it can't go on.</exception>
    public static EarlierRun Read(string name, ReadOnlyMemory<byte> bytes, int moving)
    {
        var outputs = new List<ReadOnlyMemory<byte>>();
        var steps = 0;
        for (var rest = bytes; rest.Length > 0 || outputs.Count == 0;)
        {
            var reader = new CanonicalReader(rest.Span);
            var (stoppedAt, _, frames, answers) = (reader.I32(), reader.I32(), reader.I32(), reader.I32());
            var length = (frames * RigidSolver.FrameBytes(moving)) + answers;
            if (reader.Failed || frames < 0 || answers < 0 || length + 4 > reader.Left) throw NotOne(name);
            if (stoppedAt >= 0) throw new InputException($"'{name}' can't be continued: its scenario {outputs.Count} blew up in step {stoppedAt}");
            reader.Take((int)length);
            var stateBytes = reader.I32();
            if (stateBytes < WorldFormat.HeaderBytes || stateBytes > reader.Left) throw NotOne(name);
            var before = RigidSolver.HeaderBytes + (int)length;
            var state = rest.Slice(before + 4, stateBytes);
            var done = reader.I32();
            if (done < 1 || (outputs.Count > 0 && done != steps)) throw NotOne(name);
            steps = done;
            outputs.Add((byte[])[.. rest.Span[..before], .. state.Span]);
            rest = rest[(before + 4 + stateBytes)..];
        }

        return new(steps, outputs);
    }

    /// <summary>Checks that a plan can go on from here.</summary>
    /// <exception cref="InputException">It can't.</exception>
    public void Check(string name, RigidPlan plan)
    {
        if (Steps >= plan.Steps) throw new InputException($"'{name}' has {Steps} steps already; \"steps\" counts from the beginning and must be more");
        if (Outputs.Count != 1 && Outputs.Count != plan.Scenarios.Count) throw new InputException($"'{name}' has {Outputs.Count} scenarios and this document {plan.Scenarios.Count}; a run is continued by as many, or from one");
        for (var i = 0; i < Outputs.Count; i++)
        {
            try
            {
                var output = RigidOutput.Read(Outputs[i], plan.Done(i), plan.Built);
                using var world = plan.Built.Start(plan.Scenarios[i], 1);
                var reader = new CanonicalReader(output.State.Span);
                if (!WorldFormat.Read(world, Steps, ref reader) || !reader.AtEnd) throw NotOne(name);
            }
            catch (InvalidDataException)
            {
                throw NotOne(name);
            }
        }
    }

    /// <summary>What the first slice of a scenario begins with: an output without frames and answers.</summary>
    public ReadOnlyMemory<byte> Start(int scenario, RigidPlan plan)
    {
        var writer = new CanonicalWriter();
        foreach (var value in (ReadOnlySpan<int>)[-1, -1, 0, 0]) writer.I32(value);
        var state = RigidOutput.Read(Output(scenario), plan.Done(scenario), plan.Built).State;
        return (byte[])[.. writer.Written.Span, .. state.Span];
    }

    private static InputException NotOne(string name) =>
        new($"'{name}' is not the output.bin of an earlier task with these bodies, joints and queries and this \"record_every\"; leave \"continue\" out");
}
