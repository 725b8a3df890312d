namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>
/// A fact lies in an interval. Numbers are thousandths, texts are symbols above all numbers (<see cref="TextTable"/>), and a fact that nobody stated is 0,
/// so one interval says everything: <c>= x</c> is from x to x. Where <paramref name="Low"/> is greater than <paramref name="High"/> the interval goes
/// on from the greatest number to the least, so that from x + 1 to x - 1 says <c>!= x</c>.
/// </summary>
/// <param name="Fact">Number of the fact in its <see cref="RuleSet"/>.</param>
/// <param name="Low">Least.</param>
/// <param name="High">Greatest.</param>
internal readonly record struct Criterion(int Fact, long Low, long High)
{
    /// <summary>Whether one value alone will do.</summary>
    public bool IsPoint => Low == High;

    /// <summary>Whether a value will do.</summary>
    public bool Holds(long value) => unchecked((ulong)(value - Low) <= (ulong)(High - Low));
}
