using P2C2R.Cli;
using P2C2R.Protocol;

namespace P2C2R.Tests.Cli;

public sealed class ExitCodesTests
{
    [Fact]
    public void Every_error_has_a_documented_code()
    {
        int[] documented = [ExitCodes.Internal, ExitCodes.BadInput, ExitCodes.Unreachable, ExitCodes.Refused, ExitCodes.TaskFailed, ExitCodes.DeadlineExceeded, ExitCodes.Cancelled];
        foreach (var error in Enum.GetValues<ErrorCode>().Where(static e => e != ErrorCode.None)) Assert.Contains(ExitCodes.Of(error), documented);
        Assert.Equal(0, ExitCodes.Of(ErrorCode.None));
    }

    [Theory]
    [InlineData(ErrorCode.BadInput, 2)]
    [InlineData(ErrorCode.Unreachable, 3)]
    [InlineData(ErrorCode.InsufficientFunds, 4)]
    [InlineData(ErrorCode.PriceCapTooLow, 4)]
    [InlineData(ErrorCode.Busy, 4)]
    [InlineData(ErrorCode.TaskIdReused, 4)]
    [InlineData(ErrorCode.ComputationFailed, 5)]
    [InlineData(ErrorCode.Disputed, 5)]
    [InlineData(ErrorCode.DeadlineExceeded, 6)]
    [InlineData(ErrorCode.Cancelled, 130)]
    public void Scripts_can_rely_on_these(ErrorCode error, int code) => Assert.Equal(code, ExitCodes.Of(error));
}
