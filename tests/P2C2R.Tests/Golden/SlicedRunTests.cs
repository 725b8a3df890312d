using P2C2R.Protocol;
using P2C2R.Tests.Kernels;

namespace P2C2R.Tests.Golden;

/// <summary>Where a simulation is cut doesn't show: whatever the next step follows from is in the state between two slices.</summary>
public sealed class SlicedRunTests
{
    /// <summary>In one go, in halves, and in many short parts.</summary>
    [Theory]
    [MemberData(nameof(LongRunTests.Simulated), MemberType = typeof(LongRunTests))]
    public void A_thousand_steps_end_in_the_golden_state_in_any_slicing_with_any_number_of_threads(string kind)
    {
        LongRunTests.Check(kind, threads: 1, sliceSteps: 1000);
        LongRunTests.Check(kind, threads: 7, sliceSteps: 500);
        LongRunTests.Check(kind, threads: 2, sliceSteps: 7);
    }

    /// <summary>Stones that roll over one another and over a height field: a cut showed here once, by triangles that had been looked up in advance.</summary>
    [Fact]
    public void A_landslide_is_the_same_in_any_slicing()
    {
        const string slicing = "\"slice_steps\": 40";
        var folder = Path.Combine(RepositoryRoot.Path, "samples", Kinds.RigidBody);
        var document = File.ReadAllText(Path.Combine(folder, "landslide.json"));
        Assert.Contains(slicing, document, StringComparison.Ordinal);
        var whole = LongRunTests.Run(Kinds.RigidBody, document.Replace(slicing, "\"slice_steps\": 120", StringComparison.Ordinal), new FilesIn(folder), 2);
        var cut = LongRunTests.Run(Kinds.RigidBody, document.Replace(slicing, "\"slice_steps\": 1", StringComparison.Ordinal), new FilesIn(folder), 2);
        Assert.Equal((whole.OutputHash, whole.WorkUnits), (cut.OutputHash, cut.WorkUnits));
    }
}
