using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Tests.Golden;

/// <summary>
/// What a thousand steps of physics come to: one rounding elsewhere would be a different world long before. <see cref="GoldenProcessTests"/> runs this
/// class again in processes with other processor features; where bytes are meant to change, a failure prints the new hash.
/// </summary>
public sealed class LongRunTests
{
    private static readonly Dictionary<string, (string Document, string Slicing, string Hash, long Units)> Runs = new()
    {
        [Kinds.RigidBody] = (LongRunScenes.Bodies, "slice_steps", "a31da73c8a0210033abf2e89bd97dbc7ce9271417c088c1eb09377d54a640078", 47110),
        [Kinds.Fluid] = (LongRunScenes.Fluid, "steps_per_slice", "3d853d6ccfd0da5371a5249f85f4a29d6cc7259b011ccf8a1947172b26182958", 288000),
        [Kinds.Destruction] = (LongRunScenes.Breaking, "slice_steps", "5ce3a2f2440788d35904c724f23e4cad18b4123573a1689ae1297f74ae573bd8", 2301129),
    };

    public static TheoryData<string> Simulated => [.. Runs.Keys];

    [Theory]
    [MemberData(nameof(Simulated))]
    public void A_thousand_steps_end_in_the_golden_state(string kind) => Check(kind, threads: 2, sliceSteps: 400);

    /// <summary>Runs a scene and compares it with the golden one.</summary>
    internal static void Check(string kind, int threads, int sliceSteps)
    {
        var (document, slicing, hash, units) = Runs[kind];
        var merged = Run(kind, $"{document},\"{slicing}\":{sliceSteps}}}", LongRunScenes.Files, threads);
        Assert.True(hash == merged.OutputHash.ToString() && units == merged.WorkUnits, $"{kind}, {threads} threads, {sliceSteps} steps a slice: \"{merged.OutputHash}\", {merged.WorkUnits}");
    }

    /// <summary>Runs a document.</summary>
    internal static MergedTask Run(string kind, string document, IInputFiles files, int threads)
    {
        var kernel = KernelCatalog.Newest(kind)!;
        using var canonical = new MemoryStream();
        var merged = new LocalRun(kernel, kernel.Plan(Encoding.UTF8.GetBytes(document), files), threads, null, TestContext.Current.CancellationToken).Run(canonical);
        Assert.Null(merged.Failure);
        return merged;
    }
}
