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
}
