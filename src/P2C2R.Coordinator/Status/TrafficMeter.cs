using P2C2R.Coordinator.Loop;
using P2C2R.Coordinator.Storage;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Status;

/// <summary>Bytes of blobs moved, by account: counted here, written to storage every few seconds.</summary>
internal sealed class TrafficMeter
{
    private readonly Lock _lock = new();
    private Dictionary<AccountId, (long In, long Out)> _counts = [];

    /// <summary>Bytes in since the start.</summary>
    public long BytesIn { get; private set; }

    /// <summary>Bytes out since the start.</summary>
    public long BytesOut { get; private set; }

    /// <summary>Counts a transfer.</summary>
    public void Count(AccountId account, long bytesIn, long bytesOut)
    {
        lock (_lock)
        {
            var before = _counts.GetValueOrDefault(account);
            _counts[account] = (before.In + bytesIn, before.Out + bytesOut);
            BytesIn += bytesIn;
            BytesOut += bytesOut;
        }
    }

    /// <summary>Hands what was counted to the loop.</summary>
    public void Flush(CommandInbox inbox)
    {
        Dictionary<AccountId, (long In, long Out)> counts;
        lock (_lock)
        {
            if (_counts.Count == 0) return;
            counts = _counts;
            _counts = [];
        }

        _ = inbox.WriteAsync(rows => WriteAll(rows, counts));
    }

    private static void WriteAll(ShellRows rows, Dictionary<AccountId, (long In, long Out)> counts)
    {
        foreach (var (account, (bytesIn, bytesOut)) in counts) rows.AddTraffic(account, bytesIn, bytesOut);
    }
}
