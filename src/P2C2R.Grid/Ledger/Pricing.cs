using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>What work costs. Written out, with examples, in docs/economics.md.</summary>
internal sealed class Pricing
{
    private readonly long _peerRate;
    private readonly int _feePercent;

    public Pricing(GridOptions options)
    {
        if (options.FeePercent is < 0 or > 99) throw new ArgumentException("FeePercent must be 0 to 99", nameof(options));
        if (options.PeerRate.Value is < 0 or > 1_000_000 * NanoDollars.PerDollar) throw new ArgumentException("PeerRate must be $0 to $1,000,000 for a reference hour", nameof(options));
        _peerRate = options.PeerRate.Value;
        _feePercent = options.FeePercent;
    }

    /// <summary>
    /// What a gamer pays for one attempt: floor(units * PeerRate * 100 / ((100 - FeePercent) * rate * 3600)) nano-dollars.
    /// The only rounding of money there is. Superadditive: parts never cost more than the whole.
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

    /// <summary>The coordinator's part of a price.</summary>
    public long Fee(long price) => (long)((Int128)price * _feePercent / 100);
}
