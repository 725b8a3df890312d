using P2C2R.Protocol;

namespace P2C2R.Peer;

/// <summary>A peer's figures since its start.</summary>
/// <param name="Uptime">Time since its start.</param>
/// <param name="Completed">Attempts with an output.</param>
/// <param name="Failed">Attempts without.</param>
/// <param name="Cancelled">Attempts that nobody wanted any more.</param>
/// <param name="Earned">Dollars settled.</param>
/// <param name="EarnedPromotional">Promotional credit settled.</param>
/// <param name="AverageMilliseconds">Average time of an attempt in its kernel.</param>
/// <param name="BytesReceived">Messages and blobs.</param>
/// <param name="BytesSent">Messages and outputs.</param>
public sealed record PeerStatistics(
    TimeSpan Uptime, long Completed, long Failed, long Cancelled, NanoDollars Earned, NanoDollars EarnedPromotional, double AverageMilliseconds, long BytesReceived, long BytesSent)
{
    /// <summary>What an hour like the time so far earns, both ledgers.</summary>
    public NanoDollars HourlyRate => Uptime > TimeSpan.Zero ? new((long)((Earned.Value + (double)EarnedPromotional.Value) / Uptime.TotalHours)) : NanoDollars.Zero;
}
