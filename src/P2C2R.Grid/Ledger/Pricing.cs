using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>What work costs. Written out, with examples, in docs/economics.md.</summary>
internal sealed class Pricing
{
    private readonly long _peerRate;
    private readonly int _feePercent;
    private readonly long _dataRate;

    public Pricing(GridOptions options)
    {
        if (options.FeePercent is < 0 or > 99) throw new ArgumentException("FeePercent must be 0 to 99", nameof(options));
        if (options.PeerRate.Value is < 0 or > 1_000_000 * NanoDollars.PerDollar) throw new ArgumentException("PeerRate must be $0 to $1,000,000 for a reference hour", nameof(options));
        if (options.DataRate.Value is < 0 or > 1_000_000 * NanoDollars.PerDollar) throw new ArgumentException("DataRate must be $0 to $1,000,000 for a GiB", nameof(options));
        _dataRate = options.DataRate.Value;
        _peerRate = options.PeerRate.Value;
        _feePercent = options.FeePercent;
    }

    /// <summary>
    /// What a gamer pays for one attempt: floor(units * PeerRate * 100 / ((100 - FeePercent) * rate * 3600)) nano-dollars.
    /// The only rounding of work to money there is. Superadditive: parts never cost more than the whole.
    /// </summary>
    /// <param name="units">Work units, 0 or more.</param>
    /// <param name="rate">The kernel's work units in a reference second.</param>
    /// <param name="times">How many such attempts.</param>
    /// <param name="price">The price, where it fits.</param>
    /// <returns>False where it is above the 9.2 billion dollars that an amount can hold.</returns>
    public bool TryPrice(long units, long rate, int times, out long price)
    {
        var exact = (Int128)units * _peerRate * 100 / ((Int128)(100 - _feePercent) * rate * 3600) * times;
        price = exact <= long.MaxValue ? (long)exact : 0;
        return exact <= long.MaxValue;
    }

    /// <summary>The price of an attempt whose slice's maximum was admitted, so that it fits.</summary>
    public long Price(long units, long rate) => TryPrice(units, rate, 1, out var price) ? price : throw new InvalidOperationException($"{units} units were never admitted");

    /// <summary>The most that a task can cost: all its units, once for each replica, and the data that it announced.</summary>
    /// <returns>False where it is more than an amount can hold.</returns>
    public bool TryCap(long units, long rate, int replicas, long dataBytes, out long cap)
    {
        cap = 0;
        if (!TryPrice(units, rate, replicas, out var work)) return false;
        var exact = work + ExactData(dataBytes);
        cap = exact <= long.MaxValue ? (long)exact : 0;
        return exact <= long.MaxValue;
    }

    /// <summary>What data costs: floor(bytes * DataRate / 2^30) nano-dollars, and never more than there is. Rounded once for each task.</summary>
    /// <param name="bytes">Bytes stored and moved, 0 or more.</param>
    /// <param name="most">Nano-dollars left.</param>
    public long Data(long bytes, long most) => (long)Int128.Min(ExactData(bytes), most);

    /// <summary>The coordinator's part of a price.</summary>
    public long Fee(long price) => (long)((Int128)price * _feePercent / 100);

    private Int128 ExactData(long bytes) => (Int128)bytes * _dataRate >> 30;
}
