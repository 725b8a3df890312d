using System.CommandLine.Parsing;
using System.Globalization;

namespace P2C2R.Cli.Options;

/// <summary>Durations as people write them: a whole number and one unit, <c>500ms</c>, <c>5s</c>, <c>2m</c>, <c>1h</c>; nothing else.</summary>
internal static class DurationText
{
    private static readonly (string Unit, long Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>Reads a duration.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 9) return false;
        var unit = Array.Find(Units, u => text.AsSpan(digits).SequenceEqual(u.Unit));
        if (unit.Unit is null) return false;
        duration = TimeSpan.FromMilliseconds(long.Parse(text.AsSpan(0, digits), CultureInfo.InvariantCulture) * unit.Milliseconds);
        return true;
    }

    /// <summary>For an option of the command line.</summary>
    public static TimeSpan? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (TryParse(text, out var duration)) return duration;
        argument.AddError($"'{text}' is no duration; write a whole number and ms, s, m or h, for example 500ms or 5s");
        return null;
    }
}
