using System.Globalization;

namespace P2C2R.Kernels.Dialogue;

/// <summary>What a fact is: a number of thousandths, or a text. True is 1, false is 0.</summary>
/// <param name="Thousandths">The number times 1,000; 0 where it is a text.</param>
/// <param name="Text">The text, or null where it is a number.</param>
internal readonly record struct FactValue(long Thousandths, string? Text = null)
{
    /// <summary>Greatest number, and the least without its sign.</summary>
    public const long MaxNumber = 1_000_000_000;

    /// <summary>Thousandths in 1.</summary>
    public const long One = 1_000;

    /// <summary>As people and prompts see it: <c>3</c>, <c>-0.25</c>, or the text.</summary>
    public override string ToString() => Text ?? Write(Thousandths);

    /// <summary>A number of thousandths as a decimal, without zeros at its end.</summary>
    public static string Write(long thousandths)
    {
        var sign = thousandths < 0 ? "-" : "";
        var (whole, part) = Math.DivRem(Math.Abs(thousandths), One);
        var digits = whole.ToString(NumberFormatInfo.InvariantInfo);
        return part == 0 ? sign + digits : $"{sign}{digits}.{part.ToString("D3", NumberFormatInfo.InvariantInfo).TrimEnd('0')}";
    }
}
