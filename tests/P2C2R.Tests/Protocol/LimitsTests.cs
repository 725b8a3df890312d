using P2C2R.Protocol;

namespace P2C2R.Tests.Protocol;

/// <summary>How the limits hang together: whatever may be said must fit where it has to go.</summary>
public sealed class LimitsTests
{
    private const int Base64Numerator = 4, Base64Denominator = 3;

    [Fact]
    public void A_full_step_of_slices_fits_into_a_message()
    {
        const long inputs = (long)Limits.MaxSlicesPerMessage * Limits.MaxInlineInputBytes * Base64Numerator / Base64Denominator;
        const long blobs = (long)Limits.MaxSlicesPerMessage * Limits.MaxBlobsPerSlice * 70;
        const long edges = (long)Limits.MaxEdgesPerMessage * 6;
        const long rest = (long)Limits.MaxSlicesPerMessage * 200;
        Assert.True(inputs + blobs + edges + rest < Limits.MaxMessageBytes);
    }

    [Fact]
    public void A_full_page_of_outputs_fits_into_a_message() => Assert.True(
        (long)Limits.MaxOutputsPerMessage * Limits.MaxInlineOutputBytes * Base64Numerator / Base64Denominator < Limits.MaxMessageBytes);

    [Fact]
    public void A_result_fits_into_a_message() => Assert.True(
        ((long)Limits.MaxResultBytes * Base64Numerator / Base64Denominator) + ((long)Limits.MaxSlicesPerTask * 90) < Limits.MaxMessageBytes * 2L);

    [Fact]
    public void One_slice_may_use_the_edges_of_a_message() => Assert.True(Limits.MaxDependenciesPerSlice <= Limits.MaxEdgesPerMessage);

    [Fact]
    public void A_message_is_no_more_than_a_task()
    {
        Assert.True(Limits.MaxEdgesPerMessage <= Limits.MaxEdgesPerTask);
        Assert.True(Limits.MaxSlicesPerMessage <= Limits.MaxSlicesPerTask);
    }

    [Fact]
    public void All_slices_of_a_task_can_be_counted_in_work_units() =>
        Assert.True((Int128)Limits.MaxUnitsPerSlice * Limits.MaxSlicesPerTask * Limits.MaxReplicas < (Int128)long.MaxValue * 1024);
}
