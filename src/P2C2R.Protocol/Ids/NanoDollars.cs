using System.Globalization;
using System.Text.Json.Serialization;

namespace P2C2R.Protocol;

/// <summary>An amount of money: whole nano-dollars (1e-9 USD). On the wire a string of digits, since JSON numbers lose bits above 2^53.</summary>
/// <param name="Value">Nano-dollars; may be negative in differences.</param>
[JsonConverter(typeof(NanoDollarsConverter))]
public readonly record struct NanoDollars(long Value) : IComparable<NanoDollars>
{
    /// <summary>Nano-dollars in a dollar.</summary>
    public const long PerDollar = 1_000_000_000;

    /// <summary>Nothing.</summary>
    public static readonly NanoDollars Zero;

    /// <summary>The amount in dollars, exactly.</summary>
    public decimal Dollars => (decimal)Value / PerDollar;

    /// <summary>An amount from dollars; a fraction of a nano-dollar is cut off.</summary>
    /// <exception cref="OverflowException">More than about 9.2 billion dollars.</exception>
    public static NanoDollars FromDollars(decimal dollars) => new((long)(dollars * PerDollar));

    /// <inheritdoc/>
    public int CompareTo(NanoDollars other) => Value.CompareTo(other.Value);

    /// <summary>For people: dollars with nine decimals, for example <c>$0.000041667</c>.</summary>
    public override string ToString() => (Value < 0 ? "-$" : "$") + Math.Abs(Dollars).ToString("0.000000000", CultureInfo.InvariantCulture);

    /// <summary>Sum; overflow is a bug and throws.</summary>
    public static NanoDollars operator +(NanoDollars left, NanoDollars right) => new(checked(left.Value + right.Value));

    /// <summary>Difference; overflow is a bug and throws.</summary>
    public static NanoDollars operator -(NanoDollars left, NanoDollars right) => new(checked(left.Value - right.Value));

    /// <summary>Less.</summary>
    public static bool operator <(NanoDollars left, NanoDollars right) => left.Value < right.Value;

    /// <summary>More.</summary>
    public static bool operator >(NanoDollars left, NanoDollars right) => left.Value > right.Value;

    /// <summary>Not more.</summary>
    public static bool operator <=(NanoDollars left, NanoDollars right) => left.Value <= right.Value;

    /// <summary>Not less.</summary>
    public static bool operator >=(NanoDollars left, NanoDollars right) => left.Value >= right.Value;
}
