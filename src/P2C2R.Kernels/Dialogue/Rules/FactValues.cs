namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>What is so at the moment of a query: a value for each fact that rules know, 0 where nobody stated one.</summary>
/// <param name="count">Facts of the <see cref="RuleSet"/>.</param>
internal sealed class FactValues(int count)
{
    private readonly long[] _values = new long[count];
    private readonly int[] _stated = new int[count];
    private readonly bool[] _isStated = new bool[count];
    private int _count;

    /// <summary>All of them, by number.</summary>
    public ReadOnlySpan<long> Values => _values;

    /// <summary>States a fact; a later statement replaces an earlier one.</summary>
    public void Set(int fact, long value)
    {
        if (!_isStated[fact])
        {
            _isStated[fact] = true;
            _stated[_count++] = fact;
        }

        _values[fact] = value;
    }

    /// <summary>Nothing is stated any more.</summary>
    public void Clear()
    {
        foreach (var fact in _stated.AsSpan(0, _count))
        {
            _values[fact] = 0;
            _isStated[fact] = false;
        }

        _count = 0;
    }
}
