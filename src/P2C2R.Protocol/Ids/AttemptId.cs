using System.Globalization;
using System.Text.Json.Serialization;

namespace P2C2R.Protocol;

/// <summary>
/// Names one attempt. Carries the epoch of the coordinator that leased it, because leases aren't stored: after a
/// restart the epoch is higher, so an old attempt can't be mistaken for a new one with the same number.
/// </summary>
/// <param name="Epoch">How many times the coordinator's state was built from storage; 1 or more.</param>
/// <param name="Number">1, 2, 3 ... within the epoch.</param>
[JsonConverter(typeof(AttemptIdConverter))]
public readonly record struct AttemptId(int Epoch, long Number) : IComparable<AttemptId>
{
    /// <inheritdoc/>
    public int CompareTo(AttemptId other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Number.CompareTo(other.Number);

    /// <summary>The form on the wire, for example <c>3-1042</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Number}");

    /// <summary>Reads the form that <see cref="ToString"/> writes; digits only, no signs or spaces.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out AttemptId id)
    {
        id = default;
        var dash = text.IndexOf('-');
        if (dash <= 0
            || !int.TryParse(text[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            || !long.TryParse(text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        id = new AttemptId(epoch, number);
        return true;
    }
}
