using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels;

/// <summary>Feeds a kernel with random and with mutated slices: it may refuse them, and it may not throw.</summary>
internal static class SliceInputFuzzer
{
    public static void Fuzz(IKernel kernel, TaskPlan plan, int rounds)
    {
        var random = new Random(20_241_107);
        var answers = AnswerAll(kernel, plan);
        for (var round = 0; round < rounds; round++)
        {
            var planned = plan.Slices[random.Next(plan.Slices.Count)];
            var input = Mutate(planned.Input.ToArray(), random);
            var blobs = planned.Blobs.Select(b => plan.Blobs[b].ToArray()).Select(b => random.Next(3) == 0 ? Mutate(b, random) : b).ToList();
            if (random.Next(50) == 0) blobs.Clear();
            var dependencies = planned.DependsOn.Select(d => random.Next(3) == 0 ? Mutate([.. answers[d]], random) : answers[d]).ToList();
            using var output = new SliceOutputStream();
            var executed = SliceExecutor.Execute(kernel, Prepare(planned, input, blobs, dependencies, output), output);
            Assert.True(executed.Failure is null, $"round {round}: {executed.Failure?.Reason}");
        }
    }

    /// <summary>What each slice answers when nobody tampers with it: others depend on it.</summary>
    private static List<byte[]> AnswerAll(IKernel kernel, TaskPlan plan)
    {
        var answers = new List<byte[]>();
        foreach (var planned in plan.Slices)
        {
            using var output = new SliceOutputStream(int.MaxValue);
            var blobs = planned.Blobs.Select(b => plan.Blobs[b].ToArray()).ToList();
            Assert.Null(SliceExecutor.Execute(kernel, Prepare(planned, planned.Input.ToArray(), blobs, [.. planned.DependsOn.Select(d => answers[d])], output), output).Failure);
            answers.Add(output.Memory[..^OutputTrailer.Size].ToArray());
        }

        return answers;
    }

    private static SliceExecution Prepare(PlannedSlice planned, byte[] input, List<byte[]> blobs, List<byte[]> dependencies, SliceOutputStream output) => new()
    {
        Input = input,
        Blobs = [.. blobs.Select(b => new SliceData(Sha256Hash.Of(b), b))],
        Dependencies = [.. dependencies.Select(d => new SliceData(Sha256Hash.Of(d), d))],
        Output = output,
        MaxUnits = planned.MaxUnits,
    };

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                bytes = new byte[random.Next(200)];
                random.NextBytes(bytes);
                return bytes;
            case 1:
                return bytes[..random.Next(bytes.Length)];
            case 2:
                return [.. bytes, (byte)random.Next(256)];
            default:
                for (var i = random.Next(1, 4); i > 0 && bytes.Length > 0; i--) bytes[random.Next(bytes.Length)] = Value(random);
                return bytes;
        }
    }

    private static byte Value(Random random) => random.Next(4) switch { 0 => 0, 1 => 255, 2 => 127, _ => (byte)random.Next(256) };
}
