using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>Draws tasks: graphs of every shape, some slices shared between tasks and gamers, some requests that must be refused.</summary>
public sealed class TaskGenerator(Scenario scenario, SeededRandom random, Func<IReadOnlyList<string>> peers)
{
    private static readonly KernelId[] Kernels = [Scenario.Plain, Scenario.Plain, Scenario.Fast, Scenario.Odd];

    public PlannedTask Draw(string id, IReadOnlyList<Sha256Hash> blobs)
    {
        var kernel = random.Pick(Kernels);
        if (scenario.HasOnce && random.Chance(0.3)) kernel = Scenario.Once;
        var isOnce = kernel == Scenario.Once;
        var count = random.Chance(0.4) ? 1 : random.Between(1, scenario.MaxSlices);
        var shape = random.Between(0, 4);
        var slices = new List<SliceSpec>();
        for (var index = 0; index < count; index++) slices.Add(DrawSlice(kernel, DrawDependencies(shape, index, count), blobs));
        var sum = slices.Sum(slice => slice.MaxUnits);
        var replicas = random.Pick([1, 1, 1, 2, 3, 3, 4, 5]);
        if (isOnce && random.Chance(0.95)) replicas = 1;
        return new PlannedTask(new Submit
        {
            Task = id,
            Kind = random.Chance(0.01) ? "unknown" : kernel.Kind,
            Version = kernel.Version,
            Priority = (TaskPriority)random.Between(0, 2),
            Replicas = replicas,
            DeadlineMs = random.Chance(0.25) ? random.Skewed(1, 60_000) : null,
            MaxPrice = random.Chance(0.1) ? new NanoDollars(random.Skewed(0, 1_000_000_000)) : null,
            Requirements = isOnce ? DrawNamed() : scenario.HasRequirements && random.Chance(0.3) ? DrawRequirements() : null,
            SliceCount = count,
            MaxUnits = random.Chance(0.02) ? Math.Max(0, sum - 1) : random.Chance(0.1) ? sum + random.Skewed(0, 1_000_000) : sum,
            MaxDataBytes = DrawData(replicas * slices.SelectMany(slice => slice.Blobs).Distinct().Sum(LengthOf)),
            Slices = slices,
        });
    }

    /// <summary>The length that a blob has wherever it is stored.</summary>
    public static long LengthOf(Sha256Hash blob) => 1_000 + (blob.ToArray()[0] * 100);

    private long? DrawData(long least)
    {
        if (least == 0) return scenario.BigOutputs > 0 && random.Chance(0.3) ? random.Skewed(0, 1 << 20) : null;
        return random.Chance(0.05) ? least - 1 : random.Chance(0.3) ? least + random.Skewed(0, 1 << 20) : least;
    }

    private static List<int> DrawDiamond(int index, int count) =>
        index == 0 ? [] : index < count - 1 ? [0] : [.. Enumerable.Range(1, Math.Max(0, count - 2))];

    private List<int> DrawDependencies(int shape, int index, int count) => shape switch
    {
        0 => [],
        1 => index == 0 ? [] : [index - 1],
        2 => DrawDiamond(index, count),
        3 => [.. Enumerable.Range(0, index).Where(_ => random.Chance(0.3)).Take(20)],
        _ => index == 0 ? [] : [(index - 1) / 2],
    };

    /// <summary>A slice follows from its number, so that equal numbers are equal slices; small numbers are drawn often.</summary>
    private SliceSpec DrawSlice(KernelId kernel, List<int> dependencies, IReadOnlyList<Sha256Hash> blobs)
    {
        var number = random.Chance(0.3) ? (ulong)random.Between(1, 6) : random.NextBits();
        var own = new SeededRandom(number ^ scenario.Seed);
        var rate = scenario.Options.Rates[kernel];
        var units = own.Skewed(0, 2 * rate);
        var most = own.Chance(0.1) ? units / 2 : units + own.Skewed(0, units);
        var length = own.Chance(scenario.BigOutputs) ? own.Between(17_000, 20_000) : own.Between(0, 60);
        return new SliceSpec
        {
            Input = OutputOracle.Input(length, units, own.Chance(0.03), number),
            DependsOn = dependencies,
            Blobs = blobs.Count > 0 && random.Chance(0.05) ? [random.Pick(blobs), random.Pick(blobs)] : [],
            ExpectedUnits = Math.Min(units, most),
            MaxUnits = most,
            Deliver = random.Chance(0.8),
        };
    }

    private TaskRequirements? DrawNamed() => random.Chance(0.05) ? null : new TaskRequirements { Peers = [.. peers().Where(_ => random.Chance(0.7)).Take(6)] };

    private TaskRequirements DrawRequirements() => random.Between(0, 2) switch
    {
        0 => new TaskRequirements { MemoryBytes = 3L << 30 },
        1 => new TaskRequirements { Gpu = true },
        _ => new TaskRequirements { Peers = [.. peers().Take(random.Between(1, 6))] },
    };
}
