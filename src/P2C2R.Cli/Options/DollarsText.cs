using System.CommandLine.Parsing;
using System.Globalization;
using P2C2R.Protocol;

namespace P2C2R.Cli.Options;

/// <summary>Amounts as people write them: dollars with up to nine decimals, <c>0.01</c>; no sign, no symbol, no thousands.</summary>
internal static class DollarsText
{
    private const decimal Most = 1_000_000_000m;

    /// <summary>Reads an amount.</summary>
    public static bool TryParse(string text, out NanoDollars amount)
    {
        amount = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) || dollars > Most) return false;
        amount = NanoDollars.FromDollars(dollars);
        return amount.Dollars == dollars;
    }

    /// <summary>For an option of the command line.</summary>
    public static NanoDollars? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (TryParse(text, out var amount)) return amount;
        argument.AddError($"'{text}' is no amount; write dollars with at most nine decimals, for example 0.01");
        return null;
    }
}
