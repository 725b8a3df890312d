using System.Runtime.CompilerServices;

namespace P2C2R.Grid;

/// <summary>A text that is put together only where what it complains of is the case.</summary>
[InterpolatedStringHandler]
internal ref struct ViolationText
{
    private DefaultInterpolatedStringHandler _text;

    public ViolationText(int literalLength, int formattedCount, bool holds, out bool shouldAppend)
    {
        shouldAppend = !holds;
        if (shouldAppend) _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount);
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public override string ToString() => _text.ToStringAndClear();
}
